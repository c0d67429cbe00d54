import { AppError } from "#lib/errors.ts";
import type { Totals } from "#lib/moving/journal.mutations.ts";
import type { Outcome } from "#lib/moving/types.ts";
import { leftOutWords, plainName, refusedWords, several, size } from "#scripts/moving/words.ts";

export const say = (line: string) => process.stdout.write(`${line}\n`);

/** What is told of a file at once: of those that are stored, the count tells. */
export function lineOf(outcome: Outcome): string | null {
  const name = plainName(outcome.path);
  if (outcome.is === "left_out") return `${name}: ${leftOutWords(outcome.why)}`;
  if (outcome.is === "refused" || outcome.is === "failed")
    return `${name}: ${refusedWords(outcome.code, outcome.details)}`;
  return outcome.is === "already" && outcome.gone ? `${name}: imported before, and deleted here since` : null;
}

export function tellTotals(totals: Totals, isDry: boolean): void {
  const { stored, storedBytes, already, left } = totals;
  say(`${isDry ? "Would store" : "Stored"} ${several(stored, "file")} (${size(storedBytes)}).`);
  if (already > 0) say(`Already there: ${several(already, "file")}.`);
  if (left > 0) say(`Not taken: ${several(left, "file")}; each is told above.`);
}

/** What ended it early, in words. Answers the exit code. */
export function ended(error: unknown, { isStopped, begun }: { isStopped: boolean; begun: boolean }): number {
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
