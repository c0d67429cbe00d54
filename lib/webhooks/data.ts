import "server-only";
import { and, asc, desc, eq, lt } from "drizzle-orm";
import { database } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhookEvents } from "#db/schema/webhook-events.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import type { SentType } from "#lib/webhooks/constants.ts";
import type { Delivery, DeliveryDetails, DeliveryState, Webhook } from "#lib/webhooks/types.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** One or two happen to everybody. */
const SOME_FAILURES = 3;
/** Lines of a page of the delivery log. */
const LOG_PAGE = 50;

function toWebhook({ hook, creator }: { hook: typeof webhooks.$inferSelect; creator: string }): Webhook {
  const isOldGood = hook.previousUntil !== null && hook.previousUntil.getTime() > Date.now();
  return {
    id: hook.id,
    url: hook.url,
    events: hook.events,
    restricted: hook.restricted,
    state: hook.state,
    disabledFor: hook.disabledFor,
    failingSince: hook.failures < SOME_FAILURES ? null : (hook.failingSince?.toISOString() ?? null),
    oldSecretUntil: isOldGood ? (hook.previousUntil?.toISOString() ?? null) : null,
    createdBy: creator,
    createdAt: hook.createdAt.toISOString(),
  };
}

/**
 * The addresses of the actor's school, the oldest first.
 * @throws {AppError} `forbidden`.
 */
export async function listWebhooks(actor: Actor): Promise<Webhook[]> {
  await authorize(actor, "settings:manage");
  const rows = await database()
    .select({ hook: webhooks, creator: users.name })
    .from(webhooks)
    .innerJoin(users, eq(users.id, webhooks.createdBy))
    .where(eq(webhooks.schoolId, actor.schoolId))
    .orderBy(asc(webhooks.id));
  return rows.map(toWebhook);
}

/**
 * One address; null where it is not there, or another school's.
 * @throws {AppError} `forbidden`.
 */
export async function findWebhook(actor: Actor, webhookId: string): Promise<Webhook | null> {
  const all = await listWebhooks(actor);
  return all.find(({ id }) => id === webhookId) ?? null;
}

export type LogQuery = {
  state?: DeliveryState | undefined;
  type?: SentType | undefined;
  /** The id of the delivery behind which the page begins. */
  before?: string | undefined;
};

const LINE = {
  id: webhookDeliveries.id,
  webhookId: webhookDeliveries.webhookId,
  eventId: webhookDeliveries.eventId,
  type: webhookEvents.type,
  state: webhookDeliveries.state,
  occurredAt: webhookEvents.occurredAt,
  nextAttemptAt: webhookDeliveries.nextAttemptAt,
  tries: webhookDeliveries.tries,
};

const ITS_EVENT = and(
  eq(webhookEvents.id, webhookDeliveries.eventId),
  eq(webhookEvents.schoolId, webhookDeliveries.schoolId),
);

/**
 * A page of an address's deliveries, the newest event first.
 * @throws {AppError} `forbidden`.
 */
export async function listDeliveries(
  actor: Actor,
  webhookId: string,
  { state, type, before }: LogQuery,
): Promise<{ lines: Delivery[]; next: string | null }> {
  await authorize(actor, "settings:manage");
  const rows = await database()
    .select(LINE)
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, ITS_EVENT)
    .where(
      and(
        eq(webhookDeliveries.schoolId, actor.schoolId),
        eq(webhookDeliveries.webhookId, webhookId),
        state && eq(webhookDeliveries.state, state),
        type && eq(webhookEvents.type, type),
        before !== undefined && UUID.test(before) ? lt(webhookDeliveries.id, before) : undefined,
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(LOG_PAGE + 1);
  const lines = rows.slice(0, LOG_PAGE).map((row) => ({
    id: row.id,
    eventId: row.eventId,
    type: row.type,
    state: row.state,
    occurredAt: row.occurredAt.toISOString(),
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    tries: row.tries.length,
    last: row.tries.at(-1) ?? null,
  }));
  return { lines, next: rows.length > LOG_PAGE ? (lines.at(-1)?.id ?? null) : null };
}

/**
 * One delivery with what was sent and answered; null where it is not there, or another school's.
 * @throws {AppError} `forbidden`.
 */
export async function findDelivery(actor: Actor, deliveryId: string): Promise<DeliveryDetails | null> {
  await authorize(actor, "settings:manage");
  if (!UUID.test(deliveryId)) return null;
  const [row] = await database()
    .select({ ...LINE, body: webhookEvents.body })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, ITS_EVENT)
    .where(and(eq(webhookDeliveries.schoolId, actor.schoolId), eq(webhookDeliveries.id, deliveryId)));
  if (row === undefined) return null;
  return {
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    last: row.tries.at(-1) ?? null,
  };
}

/** How many addresses of the school were switched off; nobody is told who may not see to them. */
export async function countDisabled(actor: Actor): Promise<number> {
  if (!actor.can("settings:manage")) return 0;
  return database().$count(
    webhooks,
    and(eq(webhooks.schoolId, actor.schoolId), eq(webhooks.state, "disabled")),
  );
}
