import "server-only";
import { createHash } from "node:crypto";
import { MAX_PICTURE_SIDE, PICTURE_TYPE } from "#lib/profiles/constants.ts";
import { readJpeg } from "#lib/profiles/jpeg.ts";
import type { PendingPicture } from "#lib/profiles/pending.data.ts";
import { headObject, readObject } from "#lib/storage/objects.ts";
import { type Refusal, sniff } from "#lib/uploads/sniff.ts";

type Verdict = { arrived: false } | { arrived: true; refusal: Refusal | null };

const refuse = (code: Refusal["code"], details: Refusal["details"] = {}): Verdict => ({
  arrived: true,
  refusal: { code, details },
});

/** Why these bytes can be nobody's picture; null where they can. */
export async function judgePicture(bytes: Uint8Array): Promise<Refusal | null> {
  const source = {
    size: bytes.length,
    read: async (start: number, end: number) => bytes.subarray(start, end + 1),
  };
  const other = await sniff(PICTURE_TYPE, source);
  if (other !== null) return other;
  const facts = readJpeg(bytes);
  if (facts === null) return { code: "file_cut_short", details: { expected: PICTURE_TYPE } };
  const { width, height } = facts;
  if (width !== height || width === 0) return { code: "picture_not_square", details: { width, height } };
  if (width > MAX_PICTURE_SIDE)
    return { code: "picture_too_large", details: { limit: MAX_PICTURE_SIDE, width } };
  return facts.metadata ? { code: "picture_has_metadata", details: {} } : null;
}

/**
 * Looks at what has arrived in the bucket for a picture: size, type, checksum, then the bytes themselves, all of them,
 * for they are few. Changes nothing.
 * @throws {AppError} `storage_*` when the store cannot be asked: then nothing is known, and nothing is decided.
 */
export async function verifyPicture(picture: PendingPicture): Promise<Verdict> {
  const { key, size, sha256 } = picture;
  const head = await headObject(key);
  if (head === null) return { arrived: false };
  if (head.size !== size) return refuse("size_mismatch", { expected: size, found: head.size });
  if (head.contentType !== PICTURE_TYPE || head.contentEncoding !== null)
    return refuse("type_mismatch", { expected: PICTURE_TYPE, found: head.contentType.slice(0, 100) });
  const bytes = await readObject(key);
  if (bytes === null) return { arrived: false };
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) return refuse("checksum_mismatch");
  return { arrived: true, refusal: await judgePicture(bytes) };
}
