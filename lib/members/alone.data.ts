import "server-only";
import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";

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
