import { Activity } from "#components/upload/activity.tsx";
import { confirm, type Uploader } from "#components/upload/confirm.ts";
import { DropZone } from "#components/upload/drop-zone.tsx";
import { UploadEngine } from "#components/upload/engine.ts";
import { hash } from "#components/upload/hasher.ts";
import { fetchAhead, inParts } from "#components/upload/in-parts.ts";
import { hashOnce, stopHash } from "#components/upload/multipart/hash-once.ts";
import { offer } from "#components/upload/offer.ts";
import { send } from "#components/upload/send.ts";
import type { UploadPolicies } from "#components/upload/upload-kind.ts";

/** An engine, what shows it, and where files are dropped. They come in one piece: uploads that nobody sees would be worse than none. */
export type StartedUploads = { engine: UploadEngine; Activity: typeof Activity; DropZone: typeof DropZone };

/**
 * Uploads what the policies take to the real server and the real store, in the name of `uploader`; in parts what is
 * larger than `inPartsAbove` bytes.
 */
export function startUploads(
  uploader: Uploader,
  policies: UploadPolicies,
  inPartsAbove: number,
): StartedUploads {
  const engine = new UploadEngine(
    {
      // A large file is read once, whether it is compared first or read as it leaves.
      hash: (file) => (file.size > inPartsAbove ? hashOnce(file) : hash(file)),
      stopHash,
      sign: (files) => {
        fetchAhead();
        return offer(uploader.schoolId, files);
      },
      send,
      confirm: (uploadId, proof) => confirm(uploadId, uploader, proof),
      ...inParts(`${uploader.schoolId}/${uploader.id}`),
    },
    policies,
    inPartsAbove,
  );
  engine.restore();
  return { engine, Activity, DropZone };
}
