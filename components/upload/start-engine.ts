import { abort, confirm, type Uploader } from "#components/upload/confirm.ts";
import { UploadEngine } from "#components/upload/engine.ts";
import { hash } from "#components/upload/hasher.ts";
import { send } from "#components/upload/send.ts";
import { requestUploadsAction } from "#lib/uploads/actions.ts";

/** An engine that works on the real server and the real store, in the name of `uploader`. */
export function startEngine(uploader: Uploader): UploadEngine {
  return new UploadEngine({
    hash,
    sign: requestUploadsAction,
    send,
    confirm: (uploadId) => confirm(uploadId, uploader),
    abort,
  });
}
