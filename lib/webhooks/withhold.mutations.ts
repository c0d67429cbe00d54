import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { KEPT_TRIES } from "#lib/webhooks/constants.ts";
import type { Try } from "#lib/webhooks/types.ts";

type DeliveryRow = typeof webhookDeliveries.$inferSelect;

// In a selection of one table Drizzle leaves out the table's name; these must say whose columns they mean.
const said = (name: "id" | "upload_id") =>
  sql`("webhook_events"."body"::jsonb -> 'data' ->> ${sql.raw(`'${name}'`)})::uuid`;

/** Whether an event tells of a document that is restricted now, or of the upload of one. */
const TELLS_OF_RESTRICTED = sql`(
  exists (select from ${documents} d
    where d.school_id = "webhook_events"."school_id" and d.id = ${said("id")} and d.restricted)
  or exists (select from ${uploads} u join ${objects} o on o.id = u.object_id
    where u.school_id = "webhook_events"."school_id" and u.id = ${said("upload_id")} and o.restricted))`;

/**
 * Ends those of the deliveries that tell of what was restricted since they were written, where their address is not told
 * of such.
 * @returns the others, which are to be sent.
 */
export async function withholdRestricted(
  webhookId: string,
  rows: readonly DeliveryRow[],
): Promise<DeliveryRow[]> {
  const events = rows.map(({ eventId }) => eventId);
  const found = await database()
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(
      and(
        inArray(webhookEvents.id, events),
        sql`not (select w.restricted from ${webhooks} w where w.id = ${webhookId})`,
        TELLS_OF_RESTRICTED,
      ),
    );
  const secret = new Set(found.map(({ id }) => id));
  const at = new Date().toISOString();
  const made: Try = { at, took: 0, status: null, problem: "restricted", answer: "" };
  for (const row of rows.filter(({ eventId }) => secret.has(eventId))) {
    await database()
      .update(webhookDeliveries)
      .set({
        state: "failed",
        tries: [...row.tries, made].slice(-KEPT_TRIES),
        nextAttemptAt: null,
        endedAt: sql`now()`,
      })
      .where(and(eq(webhookDeliveries.id, row.id), eq(webhookDeliveries.askedAt, row.askedAt)));
  }
  return rows.filter(({ eventId }) => !secret.has(eventId));
}
