import "server-only";
import { eq, type SQL } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePlatform } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { readRoom, roomSight } from "#lib/quota/data.ts";
import { fits } from "#lib/quota/room.ts";

/**
 * Makes sure that a file of `size` bytes fits, in the transaction that writes its upload: from then on the upload itself
 * counts, until it is given up or expires. The school's row is held meanwhile, so that those who race for the last bytes
 * queue up, in every process. What restricted files take counts for those alone who may see them: the others would be
 * told of it by what does not fit any more. A school without a quota holds nobody up.
 * @throws {AppError} `quota_exceeded` with the bytes of `limit`, `used`, `left`, `size` and, of it, `pending` and `trash`.
 */
export async function reserveRoom(tx: Transaction, actor: Actor, size: number): Promise<void> {
  const own = eq(schools.id, actor.schoolId);
  const [school] = await tx.select({ quota: schools.quotaBytes }).from(schools).where(own);
  if (school?.quota == null) return;
  await tx.select({ id: schools.id }).from(schools).where(own).for("no key update");
  const room = await readRoom(tx, actor.schoolId, roomSight(actor));
  if (room === null || fits(room, size)) return;
  const { quota, used, left, pending, trash } = room;
  throw new AppError("quota_exceeded", {
    limit: quota,
    used,
    left,
    size,
    pending,
    ...(trash > 0 && { trash }),
  });
}

async function changeQuota(
  which: SQL,
  quota: number | null,
  subject: Pick<AuditSubject, "userId" | "sessionId" | "origin">,
): Promise<void> {
  await database().transaction(async (tx) => {
    const [school] = await tx
      .select({ id: schools.id, before: schools.quotaBytes })
      .from(schools)
      .where(which)
      .for("no key update");
    if (school === undefined) throw new AppError("not_found");
    if (school.before === quota) return;
    await tx.update(schools).set({ quotaBytes: quota }).where(eq(schools.id, school.id));
    await record(
      tx,
      { ...subject, schoolId: school.id },
      {
        action: "school.quota_changed",
        targetType: "school",
        targetId: school.id,
        details: { from: school.before, to: quota },
      },
    );
  });
}

/**
 * Sets a school's quota in bytes; null takes it away. The last word counts. One below what is stored deletes nothing and
 * stops no upload that is on its way: nothing more is let in until there is room.
 * @throws {AppError} `not_found` for whoever does not look after the installation, and for no school.
 */
export async function setQuota(actor: Actor, schoolId: string, quota: number | null): Promise<void> {
  await authorizePlatform(actor);
  await changeQuota(eq(schools.id, schoolId), quota, actor);
}

/**
 * `setQuota` for the operator, at the terminal.
 * @throws {AppError} `not_found`.
 */
export async function setQuotaOfSlug(
  slug: string,
  quota: number | null,
  origin: RequestOrigin,
): Promise<void> {
  await changeQuota(eq(schools.slug, slug), quota, { origin });
}
