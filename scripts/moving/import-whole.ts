import type { Actor } from "#lib/auth/actor.ts";
import type { OpenExport } from "#lib/moving/export-read.ts";
import type { Came } from "#lib/moving/import-export.ts";
import { interrupted } from "#scripts/moving/interrupted.ts";
import { Progress } from "#scripts/moving/progress.ts";
import { ReportFile } from "#scripts/moving/report-file.ts";
import { ended, lineOf, say, tellTotals } from "#scripts/moving/tell.ts";
import { several } from "#scripts/moving/words.ts";

export type Whole = {
  isDry: boolean;
  atOnce: number;
  report: string | null;
  /** The same member, with the rules that the school has by then. */
  again: () => Promise<Actor>;
};

function tellRest(came: Came, { school }: OpenExport): void {
  const { people, newPeople, students, newStudents, messages } = came;
  say(
    `${several(people, "person", "people")} (${newPeople} new), ${several(students, "student")} (${newStudents} new), ${several(messages, "message")} of ${school.name}.`,
  );
  if (newPeople > 0)
    say("Those who are new cannot sign in yet: npm run password -- --email EMAIL gives them a password.");
}

/** Imports an export, and tells how it goes. Answers the exit code. */
export async function importWhole(actor: Actor, folder: string, asked: Whole): Promise<number> {
  const { openExport } = await import("#lib/moving/export-read.ts");
  const { importExport } = await import("#lib/moving/import-export.ts");
  const { flushUsage } = await import("#lib/usage/flush.mutations.ts");
  const opened = await openExport(folder);
  const { isDry, atOnce, again } = asked;
  const progress = new Progress(process.stderr);
  const report = asked.report === null ? null : new ReportFile(asked.report, isDry);
  const stop = interrupted();
  let begun = false;
  say(`An export of ${opened.school.name}, of ${opened.head.exported_at}.`);
  try {
    const { totals, came } = await importExport(actor, {
      opened,
      isDry,
      atOnce,
      again,
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
    tellTotals(totals, isDry);
    if (!isDry) tellRest(came, opened);
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
