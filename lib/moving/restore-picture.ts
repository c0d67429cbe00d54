import "server-only";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Actor } from "#lib/auth/actor.ts";
import { actorOfJob } from "#lib/auth/identify.ts";
import type { ExportedPerson } from "#lib/moving/export-format.ts";
import { type OpenExport, openExported } from "#lib/moving/export-read.ts";
import { isDone, noteDone } from "#lib/moving/restore-after.mutations.ts";
import { settlePicture } from "#lib/profiles/confirm.ts";
import { MAX_PICTURE_BYTES, PICTURE_TYPE } from "#lib/profiles/constants.ts";
import { insertPicture } from "#lib/profiles/mutations.ts";
import { findOwnPicture } from "#lib/profiles/pending.data.ts";
import { judgePicture } from "#lib/profiles/verify.ts";
import { newPictureKey } from "#lib/storage/keys.ts";
import { putObject } from "#lib/storage/objects.ts";
import { UPLOAD_URL_SECONDS } from "#lib/uploads/constants.ts";

/**
 * Gives somebody who is new here the picture that they had, by the way that every picture goes: rows first, then the
 * object, then every check.
 * @returns whether they have it now.
 */
export async function restorePicture(
  actor: Actor,
  opened: OpenExport,
  person: ExportedPerson,
  userId: string,
): Promise<boolean> {
  const { picture } = person;
  const source = opened.school.id;
  if (picture === null || picture.size > MAX_PICTURE_BYTES) return false;
  if (await isDone(actor, source, "picture", person.id)) return true;
  await using file = await openExported(opened, picture.file).catch(() => null);
  if (file === null || file.sha256 !== picture.sha256) return false;
  const bytes = await buffer(file.stream());
  const owner = await actorOfJob({ schoolId: actor.schoolId, userId }, actor.origin);
  if (owner === null || (await judgePicture(bytes)) !== null) return false;
  const key = newPictureKey(userId);
  const { size, sha256 } = file;
  const signedUntil = new Date(Date.now() + UPLOAD_URL_SECONDS * 1000);
  const pictureId = await insertPicture(owner, { key, size, sha256, signedUntil });
  const write = { contentType: PICTURE_TYPE, size, disposition: "inline", sha256 };
  await putObject(key, Readable.from([bytes]), write);
  const pending = await findOwnPicture(userId, pictureId);
  if (pending === null || (await settlePicture(owner, pending)) !== "shown") return false;
  await noteDone(actor, source, { step: "picture", id: person.id, localId: userId });
  return true;
}
