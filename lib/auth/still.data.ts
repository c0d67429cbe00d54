import "server-only";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { holds } from "#lib/auth/holds.data.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Whoever was demoted or suspended since they were asked about makes nothing that would outlive it.
 * @throws {AppError} `forbidden`.
 */
export async function requireStill(tx: Transaction, { schoolId, userId, role }: Actor): Promise<void> {
  const [member] = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.schoolId, schoolId), eq(memberships.userId, userId), holds()))
    .for("share");
  if (member?.role !== role) throw new AppError("forbidden");
}
