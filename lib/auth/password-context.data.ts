import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import type { PasswordContext } from "#lib/auth/password-policy.ts";

/** What a person's password must not be made of: their name and e-mail, and the schools that they belong or belonged to. */
export async function passwordContextOf(
  person: { userId: string } | { email: string },
): Promise<PasswordContext> {
  const rows = await database()
    .select({ name: users.name, email: users.email, school: schools.name })
    .from(users)
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .leftJoin(schools, eq(schools.id, memberships.schoolId))
    .where(
      "userId" in person
        ? eq(users.id, person.userId)
        : sql`lower(${users.email}) = ${person.email.toLowerCase()}`,
    )
    .limit(20);
  return rows.flatMap((row) => [row.name, row.email, row.school]);
}
