import "server-only";
import { HASHED_AT_CONFIRM } from "#lib/documents/constants.ts";
import { schoolPolicy, type UploadRules } from "#lib/documents/school-policy.ts";
import { hashObject } from "#lib/proofs/read.ts";
import { capabilities } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { headObject, readRange } from "#lib/storage/objects.ts";
import { withEdges } from "#lib/uploads/byte-source.ts";
import type { UploadRow } from "#lib/uploads/data.ts";
import { againstPolicy } from "#lib/uploads/policy.ts";
import { type Refusal, sniff } from "#lib/uploads/sniff.ts";

export type Verdict =
  | { arrived: false }
  | { arrived: true; refusal: Refusal }
  | { arrived: true; refusal: null; sha256: string | null; verified: boolean };

const EDGE = 70_000;

/** Whether the store itself has checked the bytes against the checksum that was signed. */
async function storeHasChecked(method: UploadRow["method"]): Promise<boolean> {
  // Of an object made of parts no store has checked the whole (r2.md, "Multipart").
  if (method === "multipart") return false;
  const proven = await capabilities(store());
  return method === "post" ? proven.postChecksum : proven.putChecksum;
}

/**
 * Looks at what has arrived in the bucket for an upload: whether the school takes it, size, type, checksum, then the
 * bytes themselves. Changes nothing. A checksum counts as verified when it was signed and the store has checked it, or when it was computed
 * here; larger objects of a store that does not check are proven later, by the worker.
 * @param rules what the school takes by now: it may be less than when the file was asked for.
 * @param givenLater a checksum (hex) that came only with the confirm: no store can have checked that one.
 * @throws {AppError} `storage_*` when the store cannot be asked: then nothing is known, and nothing is decided.
 */
export async function verifyUpload(
  upload: UploadRow,
  rules: UploadRules,
  givenLater: string | null = null,
): Promise<Verdict> {
  const head = await headObject(upload.key);
  if (head === null) return { arrived: false };
  const unwanted = againstPolicy(upload, schoolPolicy(upload.kind, rules));
  if (unwanted !== null) return { arrived: true, refusal: unwanted };
  const refuse = (code: Refusal["code"], details: Refusal["details"]): Verdict => ({
    arrived: true,
    refusal: { code, details },
  });
  if (head.size !== upload.size) return refuse("size_mismatch", { expected: upload.size, found: head.size });
  if (head.contentType !== upload.contentType) {
    return refuse("type_mismatch", { expected: upload.contentType, found: head.contentType.slice(0, 100) });
  }
  // Stores keep this header unsigned, and readers would be shown what the bytes decode to, which nobody has checked.
  if (head.contentEncoding !== null) {
    const found = `${head.contentType} (${head.contentEncoding})`.slice(0, 100);
    return refuse("type_mismatch", { expected: upload.contentType, found });
  }
  const sha256 = upload.sha256 ?? givenLater;
  if (sha256 !== null && head.sha256 !== null && head.sha256 !== sha256)
    return refuse("checksum_mismatch", {});

  let verified = upload.sha256 !== null && (await storeHasChecked(upload.method));
  if (sha256 !== null && !verified && upload.size <= HASHED_AT_CONFIRM) {
    if ((await hashObject(upload.key, upload.size)) !== sha256) return refuse("checksum_mismatch", {});
    verified = true;
  }

  const source = withEdges(
    { size: upload.size, read: (start, end) => readRange(upload.key, start, end) },
    EDGE,
  );
  const refusal = await sniff(upload.contentType, source);
  if (refusal !== null) return { arrived: true, refusal };
  return { arrived: true, refusal: null, sha256, verified };
}
