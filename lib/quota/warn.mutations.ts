import "server-only";
import { eq, isNotNull, or } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { readRoom } from "#lib/quota/data.ts";
import { settled, warningAt } from "#lib/quota/room.ts";
import { reachable } from "#lib/quota/warn.data.ts";

/** Notes what a school's administrators are to be warned of, and has them written to where that is more than before. */
async function warnSchool(schoolId: string): Promise<void> {
  await database().transaction(async (tx) => {
    const own = eq(schools.id, schoolId);
    const [school] = await tx
      .select({ warned: schools.quotaWarned })
      .from(schools)
      .where(own)
      .for("no key update");
    if (school === undefined) return;
    const room = await readRoom(tx, schoolId);
    const warning = room && warningAt(room.quota, settled(room));
    if (warning === school.warned) return;
    await tx.update(schools).set({ quotaWarned: warning }).where(own);
    if (warning === null || warning < (school.warned ?? 0)) return;
    const administrators = await tx
      .select({ userId: users.id })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(reachable(schoolId));
    const at = new Date().toISOString();
    for (const { userId } of administrators) {
      const key = `quota:${schoolId}:${userId}:${warning}`;
      await addJob(tx, "mail_quota_warning", { schoolId, userId, warning, at }, { key });
    }
  });
}

/**
 * Warns the administrators of every school that has passed 80 or 95 percent of its quota since it was looked at last:
 * once, and not again until it fell below. What is only on its way does not count: an upload that is given up and begun
 * again would warn each time.
 */
export async function warnSchools(): Promise<void> {
  const concerned = await database()
    .select({ id: schools.id })
    .from(schools)
    .where(or(isNotNull(schools.quotaBytes), isNotNull(schools.quotaWarned)));
  for (const { id } of concerned) await warnSchool(id);
}
