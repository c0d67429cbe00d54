import { hash } from "#components/upload/hasher.ts";
import { send } from "#components/upload/send.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import { confirmPictureAction, requestPictureAction } from "#lib/profiles/actions.ts";

/** The address of the saved picture, or why it could not be saved; `unreachable` where nobody answered. */
export type Saved =
  | { ok: true; url: string | null }
  | { ok: false; code: ErrorCode | "unreachable"; details: ErrorDetails };

const UNREACHABLE: Saved = { ok: false, code: "unreachable", details: {} };

/** Sends the reader's picture straight to the bucket, and has it checked and shown. */
export async function savePicture(picture: File): Promise<Saved> {
  try {
    const read = await hash(picture);
    if (!read.ok) return UNREACHABLE;
    const asked = await requestPictureAction({ size: picture.size, sha256: read.sha256 });
    if (!asked.ok) return asked;
    await send(asked.data, picture, () => {}).outcome;
    // Whatever the transfer's end was: only the server can say whether the bytes are there.
    const shown = await confirmPictureAction(asked.data.uploadId);
    return shown.ok ? { ok: true, url: shown.data } : shown;
  } catch {
    return UNREACHABLE;
  }
}
