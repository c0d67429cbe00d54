import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { webhookDeliveries } from "#db/schema/webhook-deliveries.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditEvent } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, requireRecent } from "#lib/auth/authorize.ts";
import { config } from "#lib/config.ts";
import { AppError } from "#lib/errors.ts";
import { type EventType, MAX_WEBHOOKS, OLD_SECRET_HOURS, TEST_TYPE } from "#lib/webhooks/constants.ts";
import { requestDeliveries, writeEvents } from "#lib/webhooks/emit.mutations.ts";
import { seal } from "#lib/webhooks/seal.ts";
import { newSecret } from "#lib/webhooks/signature.ts";
import { RefusedAddress, readTarget, resolveTarget } from "#lib/webhooks/target.ts";

type Row = typeof webhooks.$inferSelect;

/**
 * An address as it is kept, looked up once so that a slip shows at once.
 * @throws {AppError} `webhook_address` with what is wrong with it.
 */
async function checkAddress(text: string): Promise<string> {
  const reach = { allowPrivate: config().WEBHOOK_ALLOW_PRIVATE };
  const url = readTarget(text, reach);
  if (url === null) throw new AppError("webhook_address", { reason: "form" });
  try {
    await resolveTarget(url, reach);
  } catch (error) {
    const reason = error instanceof RefusedAddress ? "refused" : "unknown";
    throw new AppError("webhook_address", { reason });
  }
  return url.href;
}

const eventOf = (action: AuditEvent["action"], id: string, details?: AuditEvent["details"]): AuditEvent => ({
  action,
  targetType: "webhook",
  targetId: id,
  ...(details && { details }),
});

/** What of restricted documents leaves the house: by whom who may see them, and who is there now. */
async function requireCleared(actor: Actor): Promise<void> {
  await authorize(actor, "restricted:read", { type: "webhook" });
  requireRecent(actor);
}

const sealed = (secret: string, id: string) => seal(secret, id, config().NEXTAUTH_SECRET);

/**
 * Adds an address that is told of these events.
 * @returns its id and the secret that signs for it, which is never told again.
 * @throws {AppError} `forbidden`, `webhook_address`, `too_many_webhooks`; `reauthentication_required` for one that is to
 * be told of restricted documents.
 */
export async function addWebhook(
  actor: Actor,
  wanted: { url: string; events: readonly EventType[]; restricted?: boolean | undefined },
): Promise<{ id: string; secret: string }> {
  await authorize(actor, "settings:manage", { type: "webhook" });
  const restricted = wanted.restricted ?? false;
  if (restricted) await requireCleared(actor);
  const url = await checkAddress(wanted.url);
  return database().transaction(async (tx) => {
    // One is added at a time, so that two cannot both be the last.
    await tx
      .select({ id: schools.id })
      .from(schools)
      .where(eq(schools.id, actor.schoolId))
      .for("no key update");
    const count = await tx.$count(webhooks, eq(webhooks.schoolId, actor.schoolId));
    if (count >= MAX_WEBHOOKS) throw new AppError("too_many_webhooks", { limit: MAX_WEBHOOKS });
    const [id, secret] = [v7(), newSecret()];
    await tx.insert(webhooks).values({
      id,
      schoolId: actor.schoolId,
      url,
      events: [...wanted.events],
      restricted,
      secret: sealed(secret, id),
      createdBy: actor.userId,
    });
    await record(
      tx,
      actor,
      eventOf("webhook.created", id, { url, events: wanted.events.join(", "), restricted }),
    );
    return { id, secret };
  });
}

async function change<T>(
  actor: Actor,
  webhookId: string,
  work: (tx: Transaction, row: Row) => Promise<T>,
): Promise<T> {
  await authorize(actor, "settings:manage", { type: "webhook", id: webhookId });
  return database().transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(webhooks)
      .where(and(eq(webhooks.schoolId, actor.schoolId), eq(webhooks.id, webhookId)))
      .for("no key update");
    if (row === undefined) throw new AppError("not_found");
    return work(tx, row);
  });
}

const set = (tx: Transaction, row: Row, values: Partial<Row>) =>
  tx.update(webhooks).set(values).where(eq(webhooks.id, row.id));

/** What it takes to begin anew with an address, whatever was. */
const AFRESH = {
  state: "active",
  disabledFor: null,
  failures: 0,
  failingSince: null,
  restUntil: null,
} as const;

/**
 * Changes an address: where it is, what it is told of, whether it is told anything. While it is paused nothing is noted
 * for it; what waited before goes on when it is active again.
 * @throws {AppError} `forbidden`, `not_found`, `webhook_address`; `reauthentication_required` for one that is told of
 * restricted documents then.
 */
export async function changeWebhook(
  actor: Actor,
  webhookId: string,
  wanted: {
    url?: string | undefined;
    events?: readonly EventType[] | undefined;
    restricted?: boolean | undefined;
    active?: boolean | undefined;
  },
): Promise<void> {
  await authorize(actor, "settings:manage", { type: "webhook", id: webhookId });
  const url = wanted.url === undefined ? undefined : await checkAddress(wanted.url);
  await change(actor, webhookId, async (tx, row) => {
    const { events = row.events, restricted = row.restricted, active } = wanted;
    const isOpened = restricted && (!row.restricted || (url !== undefined && url !== row.url));
    if (isOpened) await requireCleared(actor);
    const state = active === undefined ? {} : active ? AFRESH : ({ state: "paused" } as const);
    await set(tx, row, { ...state, url: url ?? row.url, events: [...events], restricted });
    if (active) await requestDeliveries(tx, row.id);
    await record(
      tx,
      actor,
      eventOf("webhook.changed", row.id, {
        ...(url !== undefined && url !== row.url && { url_before: row.url, url }),
        ...(wanted.events && { events: events.join(", ") }),
        ...(restricted !== row.restricted && { restricted }),
        ...(active !== undefined && { state: active ? "active" : "paused" }),
      }),
    );
  });
}

/**
 * Gives an address another secret. The one before signs beside it for a day, so that a receiver can change over.
 * @returns the new one, which is never told again.
 * @throws {AppError} `forbidden`, `not_found`.
 */
export async function rotateSecret(actor: Actor, webhookId: string): Promise<{ secret: string }> {
  return change(actor, webhookId, async (tx, row) => {
    const secret = newSecret();
    await set(tx, row, {
      secret: sealed(secret, row.id),
      previousSecret: row.secret,
      previousUntil: new Date(Date.now() + OLD_SECRET_HOURS * 3_600_000),
    });
    await record(tx, actor, eventOf("webhook.secret_rotated", row.id));
    return { secret };
  });
}

/**
 * Deletes an address with its deliveries.
 * @throws {AppError} `forbidden`, `not_found`.
 */
export async function deleteWebhook(actor: Actor, webhookId: string): Promise<void> {
  await change(actor, webhookId, async (tx, row) => {
    await tx.delete(webhooks).where(eq(webhooks.id, row.id));
    await record(tx, actor, eventOf("webhook.deleted", row.id, { url: row.url }));
  });
}

/**
 * Sends an address a delivery that tells of nothing.
 * @throws {AppError} `forbidden`, `not_found`, `conflict` where it is paused or switched off.
 */
export async function sendTest(actor: Actor, webhookId: string): Promise<void> {
  await change(actor, webhookId, async (tx, row) => {
    if (row.state !== "active") throw new AppError("conflict");
    // Somebody waits to see what comes of it.
    await set(tx, row, { restUntil: null });
    const event = { schoolId: row.schoolId, type: TEST_TYPE, to: [row.id] } as const;
    await writeEvents(tx, event, [{ message: "This is a test.", asked_by: actor.userId }]);
    await record(tx, actor, eventOf("webhook.tested", row.id));
  });
}

/**
 * Has a delivery sent once more, now, under the same id: a receiver that had it already knows it again.
 * @throws {AppError} `forbidden`, `not_found`, `conflict` where its address is paused or switched off.
 */
export async function redeliver(actor: Actor, deliveryId: string): Promise<void> {
  await authorize(actor, "settings:manage", { type: "webhook" });
  const own = and(eq(webhookDeliveries.schoolId, actor.schoolId), eq(webhookDeliveries.id, deliveryId));
  const [found] = await database()
    .select({ webhookId: webhookDeliveries.webhookId })
    .from(webhookDeliveries)
    .where(own);
  if (found === undefined) throw new AppError("not_found");
  await change(actor, found.webhookId, async (tx, row) => {
    if (row.state !== "active") throw new AppError("conflict");
    await set(tx, row, { restUntil: null });
    await tx
      .update(webhookDeliveries)
      .set({ state: "waiting", attempts: 0, askedAt: new Date(), nextAttemptAt: sql`now()`, endedAt: null })
      .where(own);
    await requestDeliveries(tx, row.id);
    await record(tx, actor, eventOf("webhook.redelivered", row.id, { delivery: deliveryId }));
  });
}
