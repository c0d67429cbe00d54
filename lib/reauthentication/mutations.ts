import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { record, recordAlone } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { findPasswordHash } from "#lib/auth/data.ts";
import { requirePassword } from "#lib/auth/require-password.ts";
import { AppError } from "#lib/errors.ts";
import type { ConfirmBy } from "#lib/reauthentication/types.ts";
import { findSecondFactor } from "#lib/second-factor/data.ts";
import { takeCode } from "#lib/second-factor/take.mutations.ts";

/**
 * What the actor can show again who they are by; nothing for whoever has neither password nor app: they sign in anew.
 * @throws {AppError} `unauthenticated`, `forbidden` for a token.
 */
export async function waysToConfirm(actor: Actor): Promise<ConfirmBy[]> {
  authorizePerson(actor);
  const [hash, factor] = await Promise.all([findPasswordHash(actor.userId), findSecondFactor(actor.userId)]);
  return [...(hash === null ? [] : ["password" as const]), ...(factor === null ? [] : ["code" as const])];
}

async function showPassword(actor: Actor, password: string): Promise<void> {
  const stored = await findPasswordHash(actor.userId);
  // To have signed in lately is enough nowhere here: it would prolong itself for ever.
  if (stored === null) throw new AppError("reauthentication_required");
  await requirePassword(actor, stored, password);
}

/**
 * Takes the actor's password or a code, so that for the next minutes what takes a fresh look at who they are is done
 * (ASVS 7.5.3). Limited as signing in is.
 * @throws {AppError} `wrong_password`, `wrong_code`, `rate_limited`, `second_factor_unreadable`, `unauthenticated` when
 * the session has ended meanwhile, `reauthentication_required` by a password that they do not have.
 */
export async function confirmActor(actor: Actor, given: { by: ConfirmBy; secret: string }): Promise<void> {
  authorizePerson(actor);
  const { by, secret } = given;
  try {
    if (by === "code") await takeCode(actor.userId, secret);
    else await showPassword(actor, secret);
  } catch (error) {
    if (error instanceof AppError) {
      const details = { by, reason: error.code };
      await recordAlone(actor, { action: "session.confirmed", outcome: "denied", details });
    }
    throw error;
  }
  await database().transaction(async (tx) => {
    const live = and(eq(sessions.id, actor.sessionId ?? ""), isNull(sessions.revokedAt));
    const confirmed = await tx
      .update(sessions)
      .set({ confirmedAt: sql`now()` })
      .where(live)
      .returning({ id: sessions.id });
    if (confirmed.length === 0) throw new AppError("unauthenticated");
    await record(tx, actor, { action: "session.confirmed", details: { by } });
  });
}
