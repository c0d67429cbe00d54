import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import type { Kind } from "#lib/documents/constants.ts";
import { AppError } from "#lib/errors.ts";
import type { Totals } from "#lib/moving/journal.mutations.ts";
import type { Outcome } from "#lib/moving/types.ts";
import { interrupted } from "#scripts/moving/interrupted.ts";
import { Progress } from "#scripts/moving/progress.ts";
import { ReportFile } from "#scripts/moving/report-file.ts";
import { leftOutWords, plainName, refusedWords, several, size } from "#scripts/moving/words.ts";

export type Plain = {
  usual: { kind: Kind };
  isDry: boolean;
  atOnce: number;
  metadata: string | null;
  report: string | null;
};

const say = (line: string) => process.stdout.write(`${line}\n`);

/** What is told of a file at once: of those that are stored, the count tells. */
function lineOf(outcome: Outcome): string | null {
  const name = plainName(outcome.path);
  if (outcome.is === "left_out") return `${name}: ${leftOutWords(outcome.why)}`;
  if (outcome.is === "refused" || outcome.is === "failed")
    return `${name}: ${refusedWords(outcome.code, outcome.details)}`;
  return outcome.is === "already" && outcome.gone ? `${name}: imported before, and deleted here since` : null;
}

function tellTotals(totals: Totals, isDry: boolean): void {
  const { stored, storedBytes, already, left } = totals;
  say(`${isDry ? "Would store" : "Stored"} ${several(stored, "file")} (${size(storedBytes)}).`);
  if (already > 0) say(`Already there: ${several(already, "file")}.`);
  if (left > 0) say(`Not taken: ${several(left, "file")}; each is told above.`);
}

/** Imports a folder, and tells how it goes. Answers the exit code. */
export async function importPlain(actor: Actor, folder: string, asked: Plain): Promise<number> {
  const { walkFolder } = await import("#lib/moving/folder.ts");
  const { importFiles } = await import("#lib/moving/import-files.ts");
  const { readSheet } = await import("#lib/moving/sheet.ts");
  const { flushUsage } = await import("#lib/usage/flush.mutations.ts");
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
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
      name: resolve(folder),
      files: () =>
        walkFolder(
          folder,
          own.map((path) => resolve(path)),
        ),
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

/** What ended it early, in words. Answers the exit code. */
function ended(error: unknown, { isStopped, begun }: { isStopped: boolean; begun: boolean }): number {
  if (isStopped) {
    say("Stopped. What was stored stays; say the same again to go on.");
    return 1;
  }
  if (!(error instanceof AppError)) throw error;
  if (error.code === "quota_exceeded" && !begun) {
    const { left, limit, size: needed } = error.details;
    say(
      `The school has ${size(Number(left))} left of its ${size(Number(limit))}, and what is new takes ${size(Number(needed))}. Nothing was begun.`,
    );
    return 3;
  }
  if (!/^(storage_|database_|too_many_pending|quota_exceeded)/.test(error.code)) throw error;
  say(
    `It was stopped: ${error.code} (${error.message}). What was stored stays; say the same again to go on.`,
  );
  return 1;
}
