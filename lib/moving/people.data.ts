import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { students } from "#db/schema/students.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";

/**
 * The member of the actor's school with this e-mail, to say that they brought a file; null where there is none.
 * @throws {AppError} `forbidden` for whoever has no say in who did what.
 */
export async function findMemberByEmail(actor: Actor, email: string): Promise<string | null> {
  await authorize(actor, "members:manage");
  const [row] = await database()
    .select({ id: users.id })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(
      and(eq(memberships.schoolId, actor.schoolId), sql`lower(${users.email}) = ${email.toLowerCase()}`),
    );
  return row?.id ?? null;
}

/** The students of the actor's school with these external ids, by the id. */
export async function findByExternalIds(
  actor: Actor,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  await authorize(actor, "students:read");
  const rows = await database()
    .select({ id: students.id, externalId: students.externalId })
    .from(students)
    .where(and(eq(students.schoolId, actor.schoolId), inArray(students.externalId, [...externalIds])));
  return new Map(rows.flatMap(({ id, externalId }) => (externalId === null ? [] : [[externalId, id]])));
}
