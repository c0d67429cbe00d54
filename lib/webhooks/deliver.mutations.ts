import "server-only";
import { and, eq, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { nextPause, restOf } from "#lib/webhooks/backoff.ts";
import { DISABLE_HOURS, KEPT_TRIES } from "#lib/webhooks/constants.ts";
import { disable } from "#lib/webhooks/disable.mutations.ts";
import { requestDeliveries } from "#lib/webhooks/emit.mutations.ts";
import type { Try } from "#lib/webhooks/types.ts";
import { withholdRestricted } from "#lib/webhooks/withhold.mutations.ts";

export type WebhookRow = typeof webhooks.$inferSelect;
type DeliveryRow = typeof webhookDeliveries.$inferSelect;
/** A delivery whose turn it is. */
export type DueDelivery = DeliveryRow & { body: string };

/** Longer than a turn and the last request in it: after it a worker counts as dead. */
const LEASE_SECONDS = 60;
const leased = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;
const HOUR = 3_600_000;
const jobKey = (webhookId: string) => `webhook:${webhookId}`;

const passed = (column: typeof webhooks.busyUntil) => or(isNull(column), lte(column, sql`now()`));

/** Takes the turn of sending to an address; null where another has it, it rests, or it is not sent to at all. */
export async function beginTurn(webhookId: string): Promise<WebhookRow | null> {
  const [row] = await database()
    .update(webhooks)
    .set({ busyUntil: leased })
    .where(
      and(
        eq(webhooks.id, webhookId),
        eq(webhooks.state, "active"),
        passed(webhooks.busyUntil),
        passed(webhooks.restUntil),
      ),
    )
    .returning();
  return row ?? null;
}

/** Ends a turn. What is still to be sent, or to be tried again, gets a job for the moment it is due. */
export async function endTurn(webhookId: string): Promise<void> {
  await database().transaction(async (tx) => {
    const [row] = await tx
      .update(webhooks)
      .set({ busyUntil: null })
      .where(eq(webhooks.id, webhookId))
      .returning({ state: webhooks.state, restUntil: webhooks.restUntil });
    if (row?.state !== "active") return;
    const [next] = await tx
      .select({ at: webhookDeliveries.nextAttemptAt })
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.state, "waiting")))
      .orderBy(webhookDeliveries.nextAttemptAt)
      .limit(1);
    if (next?.at == null) return;
    const at = Math.max(next.at.getTime(), row.restUntil?.getTime() ?? 0);
    await requestDeliveries(tx, webhookId, { key: jobKey(webhookId), runAt: new Date(at) });
  });
}

/**
 * The next deliveries that are due, the longest waiting first. One that is claimed comes due again if nobody settles it;
 * one that tells of what the address may not know of any more is ended.
 */
export async function claimDue(webhookId: string, limit: number): Promise<DueDelivery[]> {
  const due = database()
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.state, "waiting"),
        lte(webhookDeliveries.nextAttemptAt, sql`now()`),
      ),
    )
    .orderBy(webhookDeliveries.nextAttemptAt, webhookDeliveries.id)
    .limit(limit)
    .for("update", { skipLocked: true });
  const claimed = await database()
    .update(webhookDeliveries)
    .set({ nextAttemptAt: leased })
    .where(inArray(webhookDeliveries.id, due))
    .returning();
  if (claimed.length === 0) return [];
  const rows = await withholdRestricted(webhookId, claimed);
  if (rows.length === 0) return claimDue(webhookId, limit);
  const events = await database()
    .select({ id: webhookEvents.id, body: webhookEvents.body })
    .from(webhookEvents)
    .where(
      inArray(
        webhookEvents.id,
        rows.map(({ eventId }) => eventId),
      ),
    );
  const bodies = new Map(events.map(({ id, body }) => [id, body]));
  return rows.flatMap((row) => {
    const body = bodies.get(row.eventId);
    return body === undefined ? [] : [{ ...row, body }];
  });
}

async function settleDelivery(tx: Transaction, row: DeliveryRow, made: Try): Promise<void> {
  const attempts = row.attempts + 1;
  const waited = Date.now() - row.askedAt.getTime();
  const pause = made.problem === null ? null : nextPause(attempts, waited, Math.random());
  const state = made.problem === null ? "delivered" : pause === null ? "failed" : "waiting";
  await tx
    .update(webhookDeliveries)
    .set({
      attempts,
      state,
      tries: [...row.tries, made].slice(-KEPT_TRIES),
      nextAttemptAt: pause === null ? null : new Date(Date.now() + pause),
      endedAt: pause === null ? sql`now()` : null,
    })
    // Somebody may have asked for it anew meanwhile.
    .where(and(eq(webhookDeliveries.id, row.id), eq(webhookDeliveries.askedAt, row.askedAt)));
}

async function settleHealth(tx: Transaction, hook: WebhookRow, made: Try): Promise<boolean> {
  const own = eq(webhooks.id, hook.id);
  if (made.problem === null) {
    await tx.update(webhooks).set({ failures: 0, failingSince: null, restUntil: null }).where(own);
    return hook.state === "active";
  }
  const failures = hook.failures + 1;
  const failingSince = hook.failingSince ?? new Date();
  const restUntil = new Date(Date.now() + restOf(failures));
  await tx.update(webhooks).set({ failures, failingSince, restUntil }).where(own);
  if (hook.state !== "active") return false;
  if (made.status === 410) return disable(tx, hook, "gone");
  if (Date.now() - failingSince.getTime() > DISABLE_HOURS * HOUR) return disable(tx, hook, "failing");
  return restUntil.getTime() <= Date.now();
}

/**
 * Writes down what came of a try, of the delivery and of the health of its address.
 * @returns whether the address is to be sent more now.
 */
export async function settleTry(row: DeliveryRow, made: Try): Promise<{ more: boolean; failures: number }> {
  return database().transaction(async (tx) => {
    const [hook] = await tx
      .select()
      .from(webhooks)
      .where(eq(webhooks.id, row.webhookId))
      .for("no key update");
    if (hook === undefined) return { more: false, failures: 0 };
    await settleDelivery(tx, row, made);
    const more = await settleHealth(tx, hook, made);
    return { more, failures: made.problem === null ? 0 : hook.failures + 1 };
  });
}

/** Adds the job again where deliveries have been due for a minute and nobody sends them: a job or a worker was lost. */
export async function restartLostDeliveries(): Promise<void> {
  await database().transaction(async (tx) => {
    const lost = await tx
      .selectDistinct({ id: webhooks.id })
      .from(webhooks)
      .innerJoin(webhookDeliveries, eq(webhookDeliveries.webhookId, webhooks.id))
      .where(
        and(
          eq(webhooks.state, "active"),
          passed(webhooks.busyUntil),
          passed(webhooks.restUntil),
          eq(webhookDeliveries.state, "waiting"),
          lt(webhookDeliveries.nextAttemptAt, sql`now() - interval '1 minute'`),
        ),
      );
    for (const { id } of lost) await requestDeliveries(tx, id, { key: jobKey(id) });
  });
}
