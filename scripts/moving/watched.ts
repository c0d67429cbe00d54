import type { Totals } from "#lib/moving/journal.mutations.ts";
import type { Outcome } from "#lib/moving/types.ts";
import { interrupted } from "#scripts/moving/interrupted.ts";
import { Progress } from "#scripts/moving/progress.ts";
import { ReportFile } from "#scripts/moving/report-file.ts";
import { ended, lineOf, tellTotals } from "#scripts/moving/tell.ts";

/** What an import is told with as it goes, and how it is stopped. */
export type Watch = {
  signal: AbortSignal;
  onMeasured: (all: Parameters<Progress["begin"]>[0]) => void;
  onOutcome: (outcome: Outcome) => void;
};

/**
 * Has an import done with a bar, a report and an end for Ctrl-C. Answers the exit code.
 * @param work answers its totals, and what else there is to tell behind them.
 */
export async function watched(
  asked: { isDry: boolean; report: string | null },
  work: (watch: Watch) => Promise<{ totals: Totals; tell?: () => void }>,
): Promise<number> {
  const { flushUsage } = await import("#lib/usage/flush.mutations.ts");
  const progress = new Progress(process.stderr);
  const report = asked.report === null ? null : new ReportFile(asked.report, asked.isDry);
  const stop = interrupted();
  let begun = false;
  try {
    const { totals, tell } = await work({
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
    tell?.();
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
