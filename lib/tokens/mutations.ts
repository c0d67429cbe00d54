import "server-only";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { apiTokens } from "#db/schema/api-tokens.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize, authorizePerson, requireRecent } from "#lib/auth/authorize.ts";
import { requireStill } from "#lib/auth/still.data.ts";
import { rangeEnd } from "#lib/documents/days.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { MAX_TOKENS } from "#lib/tokens/constants.ts";
import { insertToken } from "#lib/tokens/insert.mutations.ts";
import type { WantedToken } from "#lib/tokens/types.ts";

const DAY_MS = 86_400_000;

/** When a token ends; null where it does not. */
function endOf(ends: WantedToken["ends"], timeZone: string): Date | null {
  if (ends === null) return null;
  const end = typeof ends === "number" ? new Date(Date.now() + ends * DAY_MS) : rangeEnd(ends, timeZone);
  if (end.getTime() <= Date.now()) throw new AppError("invalid_request", { field: "ends" });
  return end;
}

/**
 * Makes a token of the actor's school with a part of what the actor may do themselves.
 * @returns the token, which is told this once.
 * @throws {AppError} `forbidden`, also for a permission that the actor has not got; `too_many_tokens`;
 * `invalid_request` for a day that is over; `reauthentication_required`.
 */
export async function makeToken(actor: Actor, wanted: WantedToken): Promise<string> {
  authorizePerson(actor);
  await authorize(actor, "tokens:manage", { type: "token" });
  for (const permission of wanted.permissions) await authorize(actor, permission, { type: "token" });
  requireRecent(actor);
  const { schoolId, timeZone } = actor;
  const { name, permissions } = wanted;
  const expiresAt = endOf(wanted.ends, timeZone);
  return database().transaction(async (tx) => {
    // Held, so that two at once are counted one after the other.
    await tx.select({ id: schools.id }).from(schools).where(eq(schools.id, schoolId)).for("no key update");
    await requireStill(tx, actor);
    const live = await tx.$count(
      apiTokens,
      and(
        eq(apiTokens.schoolId, schoolId),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql`now()`)),
      ),
    );
    if (live >= MAX_TOKENS) throw new AppError("too_many_tokens", { limit: MAX_TOKENS });
    return insertToken(tx, actor, { schoolId, name, permissions, expiresAt });
  });
}

/** Makes a token for whoever works on the server itself. Answers the token, which is told this once. */
export async function makeTokenOnServer(
  origin: RequestOrigin,
  token: Parameters<typeof insertToken>[2],
): Promise<string> {
  return database().transaction((tx) => insertToken(tx, { origin }, token));
}

/**
 * Ends a token: its next request is refused.
 * @throws {AppError} `forbidden`, `reauthentication_required`, `not_found` for one of another school, and for one that was
 * revoked before.
 */
export async function revokeToken(actor: Actor, id: string): Promise<void> {
  authorizePerson(actor);
  await authorize(actor, "tokens:manage", { type: "token", id });
  requireRecent(actor);
  await database().transaction(async (tx) => {
    const [ended] = await tx
      .update(apiTokens)
      .set({ revokedAt: sql`now()` })
      .where(and(eq(apiTokens.id, id), eq(apiTokens.schoolId, actor.schoolId), isNull(apiTokens.revokedAt)))
      .returning({ name: apiTokens.name });
    if (ended === undefined) throw new AppError("not_found");
    await record(tx, actor, {
      action: "token.revoked",
      targetType: "token",
      targetId: id,
      details: { name: ended.name },
    });
  });
}
