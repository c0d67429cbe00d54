import { confirm, type Uploader } from "#components/upload/confirm.ts";
import { UploadEngine } from "#components/upload/engine.ts";
import { hash } from "#components/upload/hasher.ts";
import { inParts } from "#components/upload/in-parts.ts";
import { hashOnce, stopHash } from "#components/upload/multipart/hash-once.ts";
import { offer } from "#components/upload/offer.ts";
import { send } from "#components/upload/send.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";

/** Who attaches, and what the school takes. */
export type Attaching = {
  uploader: Uploader;
  policy: KindPolicy;
  /** Bytes above which a file is sent in parts. */
  inPartsAbove: number;
};

/** An upload engine whose files become attachments of one draft, whatever the tray is doing meanwhile. */
export function startAttaching(
  { uploader, policy, inPartsAbove }: Attaching,
  messageId: string,
): UploadEngine {
  return new UploadEngine(
    {
      hash: (file) => (file.size > inPartsAbove ? hashOnce(file) : hash(file)),
      stopHash,
      // A letter keeps its own copy: the same bytes elsewhere may be another's to delete.
      sign: (files) =>
        offer(
          uploader.schoolId,
          files.map((file) => ({ ...file, kind: "attachment", messageId, keepBoth: true })),
        ),
      send,
      confirm: (uploadId, proof) => confirm(uploadId, uploader, proof),
      ...inParts(`${uploader.schoolId}/${uploader.id}`),
    },
    { document: policy, media: policy, report: policy },
    inPartsAbove,
  );
}
