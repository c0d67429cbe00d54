import "server-only";
import { createHash } from "node:crypto";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { invitations } from "#db/schema/invitations.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { type KnownAddress, planStaff } from "#lib/members/import/plan.ts";
import type { StaffPlan, StaffRow } from "#lib/members/import/types.ts";

/** What the actor's school knows of the addresses in these rows. */
async function knownAddresses(
  db: Transaction | Database,
  actor: Actor,
  rows: readonly StaffRow[],
): Promise<KnownAddress[]> {
  // PostgreSQL cannot hold a NUL, so nobody has one in their address.
  const all = rows.map(({ cells }) => (cells.email ?? "").trim().toLowerCase());
  const asked = [...new Set(all)].filter(
    (email) => email !== "" && !email.includes("\0") && email.isWellFormed(),
  );
  if (asked.length === 0) return [];
  const address = sql<string>`lower(${users.email})`;
  const members = await db
    .select({
      email: address,
      role: memberships.role,
      canSignIn: sql<boolean>`${users.passwordHash} is not null`,
      suspended: sql<boolean>`${memberships.suspendedAt} is not null`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.schoolId, actor.schoolId), isNull(memberships.leftAt), inArray(address, asked)),
    );
  const invited = sql<string>`lower(${invitations.email})`;
  const waiting = await db
    .select({ email: invited })
    .from(invitations)
    .where(
      and(
        eq(invitations.schoolId, actor.schoolId),
        isNull(invitations.usedAt),
        sql`${invitations.expiresAt} > now()`,
        inArray(invited, asked),
      ),
    );
  const open = new Set(waiting.map(({ email }) => email));
  const byEmail = new Map(members.map((member) => [member.email, member]));
  return asked.map((email) => ({ email, member: byEmail.get(email) ?? null, invited: open.has(email) }));
}

/** What an import would do now. */
export async function staffPlanOf(
  db: Transaction | Database,
  actor: Actor,
  rows: readonly StaffRow[],
): Promise<StaffPlan> {
  const planned = planStaff(rows, await knownAddresses(db, actor, rows));
  const seal = createHash("sha256").update(JSON.stringify(planned)).digest("base64url");
  return { rows: planned, seal };
}

/**
 * What an import of these rows would do, for it to be looked at first. Nothing is changed.
 * @throws {AppError} `forbidden`.
 */
export async function previewStaff(actor: Actor, rows: readonly StaffRow[]): Promise<StaffPlan> {
  await authorize(actor, "members:manage");
  return staffPlanOf(database(), actor, rows);
}
