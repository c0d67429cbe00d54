import "server-only";
import { eq, isNotNull, or } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { reachableAdministrators } from "#lib/mail/recipient.data.ts";
import { canMail } from "#lib/mail/send.ts";
import { readRoom } from "#lib/quota/data.ts";
import { type Room, settled, type Warning, warningAt } from "#lib/quota/room.ts";
import { announce } from "#lib/webhooks/emit.mutations.ts";

/** Has the administrators of a school written to. */
async function mailAll(tx: Transaction, schoolId: string, warning: Warning): Promise<void> {
  const administrators = await tx
    .select({ userId: users.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(reachableAdministrators(schoolId));
  const at = new Date().toISOString();
  for (const { userId } of administrators) {
    const key = `quota:${schoolId}:${userId}:${warning}`;
    await addJob(tx, "mail_quota_warning", { schoolId, userId, warning, at }, { key });
  }
}

/** What webhooks are told of a quota that is nearly used up; all in bytes. */
const payloadOf = (schoolId: string, warning: Warning, room: Room) => ({
  school_id: schoolId,
  percent: warning,
  quota: room.quota,
  used: settled(room),
  trash: room.trash,
});

const warningOf = (room: Room | null) => room && warningAt(room.quota, settled(room));

const isMore = (warning: Warning | null, before: Warning | null): warning is Warning =>
  warning !== null && warning > (before ?? 0);

/** Notes what a school is to be warned of, and has it said, by mail and to webhooks, where that is more than before. */
async function warnSchool(schoolId: string): Promise<void> {
  await database().transaction(async (tx) => {
    const own = eq(schools.id, schoolId);
    const [school] = await tx
      .select({ warned: schools.quotaWarned, announced: schools.quotaAnnounced })
      .from(schools)
      .where(own)
      .for("no key update");
    if (school === undefined) return;
    const warning = warningOf(await readRoom(tx, schoolId));
    // Administrators see all files; to webhooks what is restricted is not there.
    const room = await readRoom(tx, schoolId, { restricted: false });
    const announced = warningOf(room);
    // Without a mail server nothing is noted, so that what there is to say is said once there is one.
    const warned = canMail() ? warning : school.warned;
    if (warned === school.warned && announced === school.announced) return;
    await tx.update(schools).set({ quotaWarned: warned, quotaAnnounced: announced }).where(own);
    if (isMore(warned, school.warned)) await mailAll(tx, schoolId, warned);
    if (room !== null && isMore(announced, school.announced))
      await announce(tx, schoolId, "quota.warning", [payloadOf(schoolId, announced, room)]);
  });
}

/**
 * Warns the administrators and webhooks of every school that has passed 80 or 95 percent of its quota since it was looked
 * at last: once, and not again until it fell below. What is only on its way does not count: an upload that is given up
 * and begun again would warn each time.
 */
export async function warnSchools(): Promise<void> {
  const concerned = await database()
    .select({ id: schools.id })
    .from(schools)
    .where(
      or(isNotNull(schools.quotaBytes), isNotNull(schools.quotaWarned), isNotNull(schools.quotaAnnounced)),
    );
  for (const { id } of concerned) await warnSchool(id);
}
