import { database } from "#db/client.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { setPlatformAdmin } from "#lib/auth/mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { signedIn, type TestSchool } from "#lib/testing/school.ts";
import type { UsageKind } from "#lib/usage/constants.ts";
import type { Day } from "#lib/usage/days.ts";

/** The school's administrator, who looks after the installation as well from now on. */
export async function platformAdmin(school: TestSchool): Promise<Actor> {
  const { userId, userEmail } = school.administrator;
  await setPlatformAdmin(userEmail ?? "", true, localOrigin("test"));
  return signedIn(userId, school.id);
}

/** A day's row, as the product would have written it. */
export async function insertUsage(
  schoolId: string | null,
  kind: UsageKind,
  day: Day,
  figures: Omit<typeof usageDaily.$inferInsert, "schoolId" | "kind" | "day">,
): Promise<void> {
  await database()
    .insert(usageDaily)
    .values({ schoolId, kind, day, ...figures });
}
