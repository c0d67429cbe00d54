import "server-only";
import { SLICE_MS } from "#lib/bulk/constants.ts";
import { continueLater, giveUp, workBatch } from "#lib/bulk/work.mutations.ts";
import { log } from "#lib/log.ts";

/**
 * Works on an action for a few seconds, and has the rest done by another job. Again is fine, at any point.
 * @param options.lastTry gives the action up where it fails once more.
 * @throws whatever kept a batch from being done: the job is then tried again.
 */
export async function runBulkAction(actionId: string, options: { lastTry: boolean }): Promise<void> {
  const until = Date.now() + SLICE_MS;
  try {
    while (await workBatch(actionId)) {
      if (Date.now() < until) continue;
      await continueLater(actionId);
      return;
    }
  } catch (error) {
    if (!options.lastTry) throw error;
    log.error({ err: error, actionId }, "a bulk action was given up");
    await giveUp(actionId);
  }
}
