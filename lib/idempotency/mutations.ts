import "server-only";
import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { v4, v7 } from "uuid";
import { database } from "#db/client.ts";
import { idempotencyKeys } from "#db/schema/idempotency-keys.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { KEEP_HOURS, LEASE_SECONDS } from "#lib/idempotency/constants.ts";
import { keyHash } from "#lib/idempotency/fingerprint.ts";
import type { Claim, Claimed, KeptAnswer } from "#lib/idempotency/types.ts";

const lease = sql`now() + make_interval(secs => ${LEASE_SECONDS})`;
const kept = sql`now() + make_interval(hours => ${KEEP_HOURS})`;
const over = and(lt(idempotencyKeys.expiresAt, sql`now()`), lt(idempotencyKeys.leasedUntil, sql`now()`));

/** Takes the key where it is new, or where the try that had it has broken off; one statement, so that one takes it. */
async function take(actor: Actor, callerId: string, key: string, fingerprint: string): Promise<Claim | null> {
  const claim = v4();
  const resourceId = v7();
  const [row] = await database()
    .insert(idempotencyKeys)
    .values({
      schoolId: actor.schoolId,
      userId: actor.userId,
      callerId,
      keyHash: keyHash(key),
      fingerprint,
      resourceId,
      claim,
      leasedUntil: lease,
      permissions: [...actor.permissions],
      expiresAt: kept,
    })
    .onConflictDoUpdate({
      target: [idempotencyKeys.schoolId, idempotencyKeys.callerId, idempotencyKeys.keyHash],
      set: { claim, leasedUntil: lease, expiresAt: kept },
      setWhere: sql`${isNull(idempotencyKeys.status)} and ${lt(idempotencyKeys.leasedUntil, sql`now()`)}
        and ${eq(idempotencyKeys.fingerprint, fingerprint)}`,
    })
    .returning({ id: idempotencyKeys.id, resourceId: idempotencyKeys.resourceId });
  if (row === undefined) return null;
  return { id: row.id, claim, resourceId: row.resourceId, again: row.resourceId !== resourceId };
}

/**
 * Asks for the right to carry out a request under a key of its caller's. Whoever gets it renews it while at work, and
 * ends with `keepAnswer`, `letGo` or `forgetKey`.
 * @param fingerprint of the request: another one under the same key is `reused`.
 */
export async function claimKey(actor: Actor, key: string, fingerprint: string): Promise<Claimed> {
  const callerId = actor.tokenId ?? actor.sessionId;
  if (callerId === null) throw new Error("Only a token or a session can name a request.");
  const own = and(
    eq(idempotencyKeys.schoolId, actor.schoolId),
    eq(idempotencyKeys.callerId, callerId),
    eq(idempotencyKeys.keyHash, keyHash(key)),
  );
  for (let turn = 0; turn < 5; turn += 1) {
    const claim = await take(actor, callerId, key, fingerprint);
    if (claim !== null) return { state: "ours", claim };
    const forgotten = await database().delete(idempotencyKeys).where(and(own, over)).returning();
    if (forgotten.length > 0) continue;
    const [row] = await database().select().from(idempotencyKeys).where(own);
    // Given up by the one that had it since we asked.
    if (row === undefined) continue;
    if (row.fingerprint !== fingerprint) return { state: "reused" };
    if (row.status === null) return { state: "running" };
    const { status, body, contentType, location, resourceId, permissions } = row;
    return { state: "answered", answer: { status, body, contentType, location }, resourceId, permissions };
  }
  return { state: "running" };
}

const held = ({ id, claim }: Claim) => and(eq(idempotencyKeys.id, id), eq(idempotencyKeys.claim, claim));

/** Says that the try is still at work. */
export async function renewClaim(claim: Claim): Promise<void> {
  await database().update(idempotencyKeys).set({ leasedUntil: lease }).where(held(claim));
}

/** Keeps the answer, which every later request with the key gets. */
export async function keepAnswer(claim: Claim, answer: KeptAnswer): Promise<void> {
  await database()
    .update(idempotencyKeys)
    .set({ ...answer, leasedUntil: sql`now()`, expiresAt: kept })
    .where(held(claim));
}

/** Lets the same request be tried again: it has come to no end. What it may have made keeps its id. */
export async function letGo(claim: Claim): Promise<void> {
  await database()
    .update(idempotencyKeys)
    .set({ leasedUntil: sql`now() - interval '1 second'` })
    .where(held(claim));
}

/** Forgets a key under which nothing was done. */
export async function forgetKey(claim: Claim): Promise<void> {
  await database().delete(idempotencyKeys).where(held(claim));
}

/** Gives what the request makes another id: what an earlier try has begun was taken back. */
export async function renewResource(claim: Claim): Promise<string> {
  const resourceId = v7();
  const rows = await database()
    .update(idempotencyKeys)
    .set({ resourceId })
    .where(held(claim))
    .returning({ id: idempotencyKeys.id });
  if (rows.length === 0) throw new Error("Another try has taken this request over.");
  return resourceId;
}

const BATCH = 5_000;

/** Forgets keys whose time is over. */
export async function forgetOldKeys(): Promise<void> {
  const db = database();
  const old = db.select({ id: idempotencyKeys.id }).from(idempotencyKeys).where(over).limit(BATCH);
  for (let deleted = BATCH; deleted === BATCH; ) {
    const rows = await db
      .delete(idempotencyKeys)
      .where(inArray(idempotencyKeys.id, old))
      .returning({ id: idempotencyKeys.id });
    deleted = rows.length;
  }
}
