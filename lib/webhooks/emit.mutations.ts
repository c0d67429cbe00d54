import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { Transaction } from "#db/client.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import type { Kind } from "#lib/documents/constants.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { type EventType, type SentType, WEBHOOK_FLAG } from "#lib/webhooks/constants.ts";
import { documentPayloads } from "#lib/webhooks/payload.data.ts";

/** Behind what people wait for, before what nobody does. */
const PRIORITY = 5;

/**
 * Has an address's deliveries sent, by a job in the caller's transaction. Many jobs do no more than one.
 * @param options.key makes it one job; not for whoever tells of something: those who write at the same moment would wait
 * for each other over its row.
 */
export async function requestDeliveries(
  tx: Transaction,
  webhookId: string,
  options: { runAt?: Date; key?: string } = {},
): Promise<void> {
  await addJob(tx, "deliver_webhook", { webhookId }, { ...options, priority: PRIORITY, flag: WEBHOOK_FLAG });
}

type Listener = { id: string; restricted: boolean };

/** Who wants to know. Their rows stay until the caller's transaction has ended. */
async function listeners(tx: Transaction, schoolId: string, type: EventType): Promise<Listener[]> {
  return tx
    .select({ id: webhooks.id, restricted: webhooks.restricted })
    .from(webhooks)
    .where(
      and(
        eq(webhooks.schoolId, schoolId),
        eq(webhooks.state, "active"),
        sql`${type} = any(${webhooks.events})`,
      ),
    )
    .orderBy(webhooks.id)
    .for("key share");
}

const idsOf = (to: readonly Listener[]) => to.map(({ id }) => id);

/** Those who are told of restricted documents too. */
const cleared = (to: readonly Listener[]) => to.filter(({ restricted }) => restricted);

/** Writes events, and a delivery of each to each of these addresses. */
export async function writeEvents(
  tx: Transaction,
  event: { schoolId: string; type: SentType; to: readonly string[] },
  payloads: readonly object[],
): Promise<void> {
  const { schoolId, type, to } = event;
  if (payloads.length === 0 || to.length === 0) return;
  const occurredAt = new Date();
  const rows = payloads.map((data) => {
    const id = v7();
    const said = { id, type, occurred_at: occurredAt.toISOString(), school_id: schoolId, data };
    return { id, schoolId, type, occurredAt, body: JSON.stringify(said) };
  });
  await tx.insert(webhookEvents).values(rows);
  await tx
    .insert(webhookDeliveries)
    .values(to.flatMap((webhookId) => rows.map(({ id: eventId }) => ({ schoolId, webhookId, eventId }))));
  for (const webhookId of to) await requestDeliveries(tx, webhookId);
}

/**
 * Tells of something in a school, in the transaction in which it happens: where that is rolled back, nothing was said.
 * Nothing is written where nobody wants to know.
 * @param options.restricted for those alone who are told of restricted documents.
 */
export async function announce(
  tx: Transaction,
  schoolId: string,
  type: EventType,
  payloads: readonly object[],
  options: { restricted?: boolean } = {},
): Promise<void> {
  if (payloads.length === 0) return;
  const all = await listeners(tx, schoolId, type);
  await writeEvents(tx, { schoolId, type, to: idsOf(options.restricted ? cleared(all) : all) }, payloads);
}

/**
 * Tells of documents as they are now, in the shape of the API: call it behind the change, in its transaction. Everything
 * that changes what the API says of a document calls it with `document.updated`. Of restricted documents those alone are
 * told who are marked for them: for the others they are not there.
 */
export async function announceDocuments(
  tx: Transaction,
  schoolId: string,
  type: "document.created" | "document.updated" | "document.deleted",
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return;
  const to = await listeners(tx, schoolId, type);
  if (to.length === 0) return;
  const told = await documentPayloads(tx, schoolId, documentIds);
  const of = (restricted: boolean) =>
    told.flatMap((one) => (one.restricted === restricted ? one.payload : []));
  await writeEvents(tx, { schoolId, type, to: idsOf(to) }, of(false));
  await writeEvents(tx, { schoolId, type, to: idsOf(cleared(to)) }, of(true));
}

/** Tells of documents that are gone for good: of them nothing but their ids is left to say. */
export async function announcePurged(
  tx: Transaction,
  schoolId: string,
  rows: readonly { id: string; kind: Kind; restricted: boolean }[],
): Promise<void> {
  const type = "document.purged";
  const known = rows.filter(({ kind }) => kind !== "attachment");
  if (known.length === 0) return;
  const to = await listeners(tx, schoolId, type);
  const of = (restricted: boolean) =>
    known.filter((row) => row.restricted === restricted).map(({ id }) => ({ id, school_id: schoolId }));
  await writeEvents(tx, { schoolId, type, to: idsOf(to) }, of(false));
  await writeEvents(tx, { schoolId, type, to: idsOf(cleared(to)) }, of(true));
}
