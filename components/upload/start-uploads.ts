import { Activity } from "#components/upload/activity.tsx";
import { confirm, type Uploader } from "#components/upload/confirm.ts";
import { DropZone } from "#components/upload/drop-zone.tsx";
import { UploadEngine } from "#components/upload/engine.ts";
import { hash } from "#components/upload/hasher.ts";
import { inParts } from "#components/upload/in-parts.ts";
import { send } from "#components/upload/send.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";
import { requestUploadsAction } from "#lib/uploads/actions.ts";

/** An engine, what shows it, and where files are dropped. They come in one piece: uploads that nobody sees would be worse than none. */
export type StartedUploads = { engine: UploadEngine; Activity: typeof Activity; DropZone: typeof DropZone };

/** Uploads what `policy` takes to the real server and the real store, in the name of `uploader`. */
export function startUploads(uploader: Uploader, policy: KindPolicy): StartedUploads {
  const engine = new UploadEngine(
    {
      hash,
      sign: (files) => requestUploadsAction(uploader.schoolId, files),
      send,
      confirm: (uploadId, proof) => confirm(uploadId, uploader, proof),
      ...inParts(`${uploader.schoolId}/${uploader.id}`),
    },
    policy,
  );
  engine.restore();
  return { engine, Activity, DropZone };
}
