import "server-only";
import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { GIVE_UP_HOURS, KEEP_DAYS } from "#lib/webhooks/constants.ts";

const BATCH = 5_000;

/** Gives up what waited too long to be tried at all: its address did not answer, or was paused, all the time. */
export async function giveUpOldDeliveries(): Promise<void> {
  await database()
    .update(webhookDeliveries)
    .set({ state: "failed", nextAttemptAt: null, endedAt: sql`now()` })
    .where(
      and(
        eq(webhookDeliveries.state, "waiting"),
        lt(webhookDeliveries.askedAt, sql`now() - make_interval(hours => ${GIVE_UP_HOURS})`),
        lt(webhookDeliveries.nextAttemptAt, sql`now()`),
      ),
    );
}

/** Forgets events, with their deliveries, once they are old. */
export async function forgetOldEvents(): Promise<void> {
  const db = database();
  const old = db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(lt(webhookEvents.occurredAt, sql`now() - make_interval(days => ${KEEP_DAYS})`))
    .limit(BATCH);
  for (let deleted = BATCH; deleted === BATCH; ) {
    const rows = await db
      .delete(webhookEvents)
      .where(inArray(webhookEvents.id, old))
      .returning({ id: webhookEvents.id });
    deleted = rows.length;
  }
}
