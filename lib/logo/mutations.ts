import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { schoolLogos } from "#db/schema/school-logos.ts";
import { record } from "#lib/audit/mutations.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { findReadable } from "#lib/documents/data.ts";
import { unreadable } from "#lib/documents/status.ts";
import { AppError } from "#lib/errors.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { lockLogo, takeLogo } from "#lib/logo/withdraw.mutations.ts";
import { canBeLogo } from "#lib/publishing/rules.ts";
import { publicBucket } from "#lib/storage/client.ts";
import { logoKey } from "#lib/storage/keys.ts";
import { holdObject } from "#lib/storage/stored.mutations.ts";

/** Seconds in which a logo has been drawn and stored, or was not. */
const MAKE_SECONDS = 60;

/** Has a school's logo made: a job in the caller's transaction. */
async function requestLogo(tx: Transaction, schoolId: string): Promise<void> {
  await addJob(tx, "make_logo", { schoolId }, { key: `logo:${schoolId}`, priority: -5 });
}

/**
 * Has a small picture of a media file made the school's logo, in the place of an earlier one. It is public.
 * @throws {AppError} `forbidden`, `not_found`, `not_publishable` for what is no picture among the media and
 * for what is restricted,
 * `public_not_configured`, `still_public` while an earlier one is being removed.
 */
export async function chooseLogo(actor: Actor, documentId: string): Promise<void> {
  await authorize(actor, "settings:manage");
  const file = await findReadable(actor, documentId);
  if (!canBeLogo(file) || file.restricted) throw new AppError("not_publishable");
  const kept = unreadable(file.status);
  if (kept !== null) throw new AppError(kept, { status: file.status });
  publicBucket();
  const { schoolId } = actor;
  await database().transaction(async (tx) => {
    const own = and(eq(documents.schoolId, schoolId), eq(documents.id, file.id));
    // Held, so that whoever restricts it finds the logo.
    const [now] = await tx
      .select({ restricted: documents.restricted })
      .from(documents)
      .where(own)
      .for("share");
    if (now === undefined) throw new AppError("not_found");
    if (now.restricted) throw new AppError("not_publishable");
    const row = await lockLogo(tx, schoolId);
    if (row?.state === "deleting") throw new AppError("still_public");
    const wanted = { documentId: file.id, wantedAt: sql`clock_timestamp()`, problem: null };
    if (row === null) {
      const objectId = v7();
      await tx.insert(objects).values({
        id: objectId,
        schoolId,
        key: logoKey(schoolId),
        bucket: "public",
        purpose: "logo",
        size: 0,
      });
      await tx.insert(schoolLogos).values({ schoolId, objectId, ...wanted });
    } else {
      await tx.update(schoolLogos).set(wanted).where(eq(schoolLogos.schoolId, schoolId));
    }
    await requestLogo(tx, schoolId);
    await record(tx, actor, {
      action: "school.logo_chosen",
      targetType: "document",
      targetId: file.id,
      details: { filename: file.filename },
    });
  });
}

/**
 * Removes the school's logo.
 * @throws {AppError} `forbidden`.
 */
export async function removeLogo(actor: Actor): Promise<void> {
  await authorize(actor, "settings:manage");
  await database().transaction((tx) => takeLogo(tx, actor));
}

/**
 * Notes that a logo is about to be written, and until when.
 * @returns false where it was removed meanwhile.
 */
export async function beginLogo(objectId: string): Promise<boolean> {
  const wanted = and(eq(objects.id, objectId), sql`${objects.state} <> 'deleting'`);
  const rows = await database()
    .update(objects)
    .set({ signedUntil: sql`now() + make_interval(secs => ${MAKE_SECONDS})` })
    .where(wanted)
    .returning({ id: objects.id });
  return rows.length > 0;
}

/** Notes which logo was stored. Another one that was wanted meanwhile is made next. */
export async function finishLogo(
  schoolId: string,
  made: { objectId: string; wantedAt: Date; size: number },
): Promise<boolean> {
  return database().transaction(async (tx) => {
    const row = await lockLogo(tx, schoolId);
    if (row === null || row.objectId !== made.objectId || row.state === "deleting") return false;
    await tx.update(schoolLogos).set({ madeAt: made.wantedAt }).where(eq(schoolLogos.schoolId, schoolId));
    await tx
      .update(objects)
      .set({ state: "live", size: made.size, signedUntil: null })
      .where(eq(objects.id, made.objectId));
    if (row.wantedAt.getTime() !== made.wantedAt.getTime()) await requestLogo(tx, schoolId);
    await holdObject(tx, made.objectId);
    return true;
  });
}

/** Notes that the file that was chosen cannot be made a logo; an earlier one stays. */
export async function failLogo(schoolId: string, wantedAt: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const row = await lockLogo(tx, schoolId);
    if (row === null || row.wantedAt.getTime() !== wantedAt.getTime()) return;
    await tx.update(schoolLogos).set({ problem: "unreadable" }).where(eq(schoolLogos.schoolId, schoolId));
  });
}

/** Has logos made whose worker died, or whose job was lost. */
export async function restartLostLogos(): Promise<number> {
  return database().transaction(async (tx) => {
    const lost = await tx
      .select({ schoolId: schoolLogos.schoolId })
      .from(schoolLogos)
      .innerJoin(objects, eq(objects.id, schoolLogos.objectId))
      .where(
        sql`${objects.state} <> 'deleting' and ${schoolLogos.problem} is null
          and ${schoolLogos.madeAt} is distinct from ${schoolLogos.wantedAt}
          and ${schoolLogos.wantedAt} < now() - interval '30 seconds'
          and coalesce(${objects.signedUntil}, now() - interval '1 second') < now()
          and not exists (
            select from graphile_worker.jobs j
            where j.key = 'logo:' || ${schoolLogos.schoolId}::text
              and j.locked_at is null and j.attempts < j.max_attempts
          )`,
      );
    for (const { schoolId } of lost) await requestLogo(tx, schoolId);
    return lost.length;
  });
}
