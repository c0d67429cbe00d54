import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import type { Kind } from "#lib/documents/constants.ts";
import type { SourceEntry } from "#lib/moving/types.ts";
import { interrupted } from "#scripts/moving/interrupted.ts";
import { Progress } from "#scripts/moving/progress.ts";
import { ReportFile } from "#scripts/moving/report-file.ts";
import { ended, lineOf, tellTotals } from "#scripts/moving/tell.ts";

/** Where files come from. */
export type Source = { name: string; files: (but: readonly string[]) => AsyncIterable<SourceEntry> };

export type Plain = {
  usual: { kind: Kind };
  isDry: boolean;
  atOnce: number;
  metadata: string | null;
  report: string | null;
};

/** Imports the files of a source, and tells how it goes. Answers the exit code. */
export async function importPlain(actor: Actor, source: Source, asked: Plain): Promise<number> {
  const { importFiles } = await import("#lib/moving/import-files.ts");
  const { readSheet } = await import("#lib/moving/sheet.ts");
  const { flushUsage } = await import("#lib/usage/flush.mutations.ts");
  const { metadata } = asked;
  if (metadata !== null && !(await stat(metadata).catch(() => null))?.isFile())
    throw new Error(`There is no file ${metadata}.`);
  const own = [metadata, asked.report].flatMap((path) => path ?? []);
  const progress = new Progress(process.stderr);
  const report = asked.report === null ? null : new ReportFile(asked.report, asked.isDry);
  const stop = interrupted();
  let begun = false;
  try {
    const totals = await importFiles(actor, {
      name: source.name,
      files: () => source.files(own.map((path) => resolve(path))),
      sheet: metadata === null ? null : () => readSheet(metadata),
      usual: asked.usual,
      isDry: asked.isDry,
      atOnce: asked.atOnce,
      signal: stop.signal,
      onMeasured(all) {
        begun = true;
        progress.begin(all);
      },
      onOutcome(outcome) {
        progress.step(outcome.size ?? 0);
        report?.write(outcome);
        const line = lineOf(outcome);
        if (line !== null) progress.line(line);
      },
    });
    progress.end();
    tellTotals(totals, asked.isDry);
    return totals.left > 0 ? 2 : 0;
  } catch (error) {
    progress.end();
    return ended(error, { isStopped: stop.signal.aborted, begun });
  } finally {
    stop.forget();
    await report?.end();
    await flushUsage().catch(() => undefined);
  }
}
