import "server-only";
import { config } from "#lib/config.ts";
import { SENT_AT_ONCE, TURN_MS } from "#lib/webhooks/constants.ts";
import {
  beginTurn,
  claimDue,
  type DueDelivery,
  endTurn,
  settleTry,
  type WebhookRow,
} from "#lib/webhooks/deliver.mutations.ts";
import { disableAlone } from "#lib/webhooks/disable.mutations.ts";
import { postOnce } from "#lib/webhooks/post.ts";
import { unseal } from "#lib/webhooks/seal.ts";
import { signedHeaders } from "#lib/webhooks/signature.ts";
import { type Reach, type Resolve, readTarget } from "#lib/webhooks/target.ts";

/** The secrets that sign for an address now, the newest first; none where they cannot be read any more. */
function secretsOf(hook: WebhookRow): string[] {
  const master = config().NEXTAUTH_SECRET;
  const current = unseal(hook.secret, hook.id, master);
  if (current === null) return [];
  const isOldGood = hook.previousUntil !== null && hook.previousUntil.getTime() > Date.now();
  const previous =
    isOldGood && hook.previousSecret !== null ? unseal(hook.previousSecret, hook.id, master) : null;
  return previous === null ? [current] : [current, previous];
}

async function sendOne(
  hook: WebhookRow,
  secrets: readonly string[],
  row: DueDelivery,
  reach: Reach,
): ReturnType<typeof settleTry> {
  const began = new Date();
  const timestamp = Math.floor(began.getTime() / 1000);
  const headers = signedHeaders(secrets, { id: row.eventId, timestamp, body: row.body });
  // What may be reached may have changed since the address was given.
  const url = readTarget(hook.url, reach);
  const made =
    url === null
      ? { took: 0, status: null, problem: "address_refused" as const, answer: "" }
      : await postOnce(url, { headers, body: row.body }, reach);
  return settleTry(row, { at: began.toISOString(), ...made });
}

/**
 * Sends what is due to one address, several at once while it answers and one by one while it does not. A job that lasts
 * makes room for other addresses; what is left has its job. At least once: a worker that dies behind an answer sends it
 * again.
 */
export async function deliverWebhook(
  webhookId: string,
  options: { resolve?: Resolve; turnMs?: number } = {},
): Promise<void> {
  const hook = await beginTurn(webhookId);
  if (hook === null) return;
  const reach: Reach = {
    allowPrivate: config().WEBHOOK_ALLOW_PRIVATE,
    ...(options.resolve && { resolve: options.resolve }),
  };
  try {
    const secrets = secretsOf(hook);
    if (secrets.length === 0) return await disableAlone(hook, "secret");
    const end = Date.now() + (options.turnMs ?? TURN_MS);
    let { failures } = hook;
    for (let more = true; more; ) {
      const rows = await claimDue(hook.id, failures > 0 ? 1 : SENT_AT_ONCE);
      if (rows.length === 0) return;
      const ends = await Promise.all(rows.map((row) => sendOne(hook, secrets, row, reach)));
      more = ends.every((one) => one.more) && Date.now() < end;
      failures = Math.min(...ends.map((one) => one.failures));
    }
  } finally {
    await endTurn(hook.id);
  }
}
