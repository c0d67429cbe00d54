import { refusal } from "#components/upload/failures.ts";
import type { Failure, Replacement } from "#components/upload/item.ts";
import { askState } from "#components/upload/multipart/ask.ts";
import { forget, type SavedUpload, savedBy, savedParts } from "#components/upload/multipart/saved.ts";
import { UPLOAD_KINDS, type UploadKind } from "#components/upload/upload-kind.ts";
import { partBytes } from "#lib/uploads/parts.ts";
import type { PartsTicket } from "#lib/uploads/types.ts";

type Named = {
  name: string;
  size: number;
  contentType: string;
  kind: UploadKind;
  replaces?: Replacement | undefined;
};

/** An upload from before, as it stands now: it can go on, or it came to nothing, and why. */
export type Restored = Named &
  ({ ticket: PartsTicket; print: string; sent: number; whole: boolean } | { failure: Failure });

const EXPIRED: Failure = { from: "browser", reason: "upload_expired", retry: false };

async function restoreOne({ uploadId, print }: SavedUpload): Promise<Restored | null> {
  const answer = await askState(uploadId);
  if (!answer.ok) return null;
  const { status, size, part_size: partSize, part_count: partCount, expires_at: expiresAt } = answer.data;
  const kind = UPLOAD_KINDS.find((each) => each === answer.data.kind);
  // Begun by a program, in this person's name.
  if (kind === undefined) return null;
  const { filename: name, content_type: contentType, replaces: id } = answer.data;
  const replaces = id === null ? undefined : { id, name };
  const named = { name, size, contentType, kind, replaces };
  if (status === "pending" && partSize !== null && partCount !== null) {
    const there = answer.data.parts?.map((part) => part.part_number);
    const numbers = there ?? (await savedParts(uploadId)).map(({ number }) => number);
    const sent = numbers.reduce((sum, number) => sum + partBytes(size, partSize, number), 0);
    const signed = { parts: [], expiresAt };
    const ticket: PartsTicket = { uploadId, method: "multipart", partSize, partCount, signed, expiresAt };
    return { ...named, ticket, print, sent, whole: numbers.length === partCount };
  }
  // Until its checksum is proven, its owner may still have to be told that it was withdrawn.
  if (status === "done" && !answer.data.verified) return null;
  await forget(uploadId);
  if (status === "expired") return { ...named, failure: EXPIRED };
  const { refusal: reason } = answer.data;
  return reason === null
    ? null
    : { ...named, failure: { ...refusal(reason.code, reason.details), retry: false } };
}

/** What this person left unfinished in this browser. */
export async function restore(owner: string): Promise<Restored[]> {
  const saved = await savedBy(owner);
  const restored = await Promise.all(saved.map(restoreOne));
  return restored.filter((upload) => upload !== null);
}
