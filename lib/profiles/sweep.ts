import "server-only";
import { localOrigin } from "#lib/http/origin.ts";
import { log } from "#lib/log.ts";
import { settlePicture } from "#lib/profiles/confirm.ts";
import { endPicture } from "#lib/profiles/mutations.ts";
import { listDuePictures } from "#lib/profiles/pending.data.ts";

const BATCH = 100;

/** Looks after pictures that nobody confirmed: shows those that have arrived, and gives up those that cannot any more. */
export async function sweepPictures(): Promise<void> {
  for (const picture of await listDuePictures(BATCH)) {
    const subject = { userId: picture.userId, origin: localOrigin("sweeper") };
    try {
      const settled = await settlePicture(subject, picture);
      const isOver = picture.signedUntil.getTime() < Date.now();
      if (settled === "waiting" && isOver) await endPicture(subject, picture, null);
    } catch (error) {
      // The store or the database is away: the row stays, and is looked at again.
      log.warn({ err: error, pictureId: picture.id }, "sweep: picture could not be looked at");
    }
  }
}
