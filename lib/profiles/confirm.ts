import "server-only";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorizePerson } from "#lib/auth/authorize.ts";
import { AppError } from "#lib/errors.ts";
import { endPicture, showPicture } from "#lib/profiles/mutations.ts";
import { findOwnPicture, type PendingPicture } from "#lib/profiles/pending.data.ts";
import { verifyPicture } from "#lib/profiles/verify.ts";
import type { Refusal } from "#lib/uploads/sniff.ts";

type Settled = "waiting" | "shown" | { refusal: Refusal };

/**
 * Decides about a picture on its way by what is in the bucket: shows it, refuses it, or leaves it where nothing has
 * arrived. Confirm and the sweep both end here.
 */
export async function settlePicture(subject: AuditSubject, picture: PendingPicture): Promise<Settled> {
  const verdict = await verifyPicture(picture);
  if (!verdict.arrived) return "waiting";
  const { refusal } = verdict;
  if (refusal === null) {
    await showPicture(subject, picture);
    return "shown";
  }
  await endPicture(subject, picture, refusal);
  return { refusal };
}

/**
 * Confirms that the actor's picture has arrived: checks it and shows it wherever they appear. Again is fine.
 * @throws {AppError} `upload_closed` for one that is not awaited any more, or not theirs; `upload_not_arrived` while the
 * bucket has nothing; the reason when it is refused.
 */
export async function confirmPicture(actor: Actor, pictureId: string): Promise<void> {
  authorizePerson(actor);
  const { userId } = actor;
  const picture = await findOwnPicture(userId, pictureId);
  if (picture === null) throw new AppError("upload_closed");
  if (picture.state === "shown") return;
  const settled = await settlePicture(actor, picture);
  if (settled === "waiting") throw new AppError("upload_not_arrived");
  if (settled !== "shown") throw new AppError(settled.refusal.code, settled.refusal.details);
  // Another choice may have taken its place in between.
  if ((await findOwnPicture(userId, pictureId))?.state !== "shown") throw new AppError("upload_closed");
}
