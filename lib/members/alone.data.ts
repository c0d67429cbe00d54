import "server-only";
import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";

/**
 * Whether a person may be given a password by a school's link: not when another school knows them too, else whoever
 * holds one school's link could walk into another.
 */
export async function isOfThisSchoolAlone(
  tx: Transaction,
  userId: string,
  schoolId: string,
): Promise<boolean> {
  const [elsewhere] = await tx
    .select({ schoolId: memberships.schoolId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), ne(memberships.schoolId, schoolId)))
    .limit(1);
  return elsewhere === undefined;
}

/**
 * Holds a person's row, and says whether a school may change how they sign in: they are of that school alone, and do not
 * look after the installation, which is more than a school has.
 */
export async function holdIfOwn(tx: Transaction, userId: string, schoolId: string): Promise<boolean> {
  const [person] = await tx
    .select({ platformAdmin: users.platformAdmin })
    .from(users)
    .where(eq(users.id, userId))
    .for("update");
  return person?.platformAdmin === false && (await isOfThisSchoolAlone(tx, userId, schoolId));
}
