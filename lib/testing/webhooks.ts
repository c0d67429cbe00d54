import { asc, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { checkEvent } from "#lib/api/testing/contract.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { EVENT_TYPES, type EventType } from "#lib/webhooks/constants.ts";
import { addWebhook } from "#lib/webhooks/mutations.ts";

/** A webhook of the actor's school; to `url` however it is looked up, where one is given. */
export async function buildWebhook(
  actor: Actor,
  options: { url?: string; events?: readonly EventType[] } = {},
): Promise<{ id: string; secret: string }> {
  // An address of the Internet, given as a number: nothing is looked up, and nothing is sent there.
  const added = await addWebhook(actor, { url: "https://1.1.1.1/", events: options.events ?? EVENT_TYPES });
  if (options.url !== undefined) await changeRow(added.id, { url: options.url });
  return added;
}

export async function changeRow(id: string, values: Partial<typeof webhooks.$inferSelect>): Promise<void> {
  await database().update(webhooks).set(values).where(eq(webhooks.id, id));
}

export async function webhookRow(id: string) {
  const [row] = await database().select().from(webhooks).where(eq(webhooks.id, id));
  return row;
}

/** An event as its receiver reads it. */
export type ToldEvent = {
  id: string;
  type: string;
  occurred_at: string;
  school_id: string;
  data: Record<string, unknown>;
};

/** What was written to be told to an address, oldest first, each held against the OpenAPI document. */
export async function told(webhookId: string): Promise<ToldEvent[]> {
  const rows = await database()
    .select({ body: webhookEvents.body })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(asc(webhookEvents.id));
  const events = rows.map(({ body }) => JSON.parse(body) as ToldEvent);
  for (const event of events) checkEvent(event);
  return events;
}

export async function deliveriesOf(webhookId: string) {
  return database()
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.webhookId, webhookId))
    .orderBy(asc(webhookDeliveries.id));
}
