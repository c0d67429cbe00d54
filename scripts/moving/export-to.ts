import { AppError } from "#lib/errors.ts";
import type { ExportHead } from "#lib/moving/export-format.ts";
import { interrupted } from "#scripts/moving/interrupted.ts";
import { Progress } from "#scripts/moving/progress.ts";
import { plainName, several, size } from "#scripts/moving/words.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

function tell({ counts, with_trash }: ExportHead, out: string): void {
  const { documents, versions, bytes, people, students, messages, missing, differing } = counts;
  say(
    `${several(documents, "document")} with ${several(versions, "version")} (${size(bytes)}), ${several(people, "person", "people")}, ${several(students, "student")}, ${several(messages, "message")} are in ${out}.`,
  );
  say(with_trash ? "The trash is in it." : "The trash is not in it (--with-trash).");
  if (missing > 0)
    say(`${several(missing, "file")} the store has lost: told above, and in documents.ndjson.`);
  if (differing > 0) say(`${several(differing, "file")} the store has with other bytes than were uploaded.`);
}

/** Exports a school, and tells how it goes. Answers the exit code. */
export async function exportTo(asked: {
  slug: string;
  out: string;
  withTrash: boolean;
  atOnce: number;
}): Promise<number> {
  const { exportSchool } = await import("#lib/moving/export-school.ts");
  const { flushUsage } = await import("#lib/usage/flush.mutations.ts");
  const progress = new Progress(process.stderr);
  const stop = interrupted();
  try {
    const head = await exportSchool({
      ...asked,
      signal: stop.signal,
      onMeasured: (all) => progress.begin(all),
      onFile(file) {
        progress.step(file.size);
        if (file.bytes === "quarantined")
          progress.line(`${plainName(file.name)}: left out, the virus scanner has not called it clean`);
        if (file.bytes === "missing") progress.line(`${plainName(file.name)}: the store has lost it`);
        if (file.bytes === "differs")
          progress.line(`${plainName(file.name)}: the store has other bytes than were uploaded`);
      },
    });
    progress.end();
    tell(head, asked.out);
    return head.counts.missing + head.counts.differing > 0 ? 2 : 0;
  } catch (error) {
    progress.end();
    const isAway = error instanceof AppError && /^(storage_|database_)/.test(error.code);
    if (!stop.signal.aborted && !isAway) throw error;
    const why = isAway ? `${error.code} (${error.message})` : "as you have asked";
    say(`It was stopped: ${why}. What was written stays; say the same again to go on.`);
    return 1;
  } finally {
    stop.forget();
    await flushUsage().catch(() => undefined);
  }
}
