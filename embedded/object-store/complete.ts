import { createHash } from "node:crypto";
import { receiveDocument } from "#embedded/object-store/body.ts";
import {
  CHECKSUM_BYTES,
  type ChecksumAlgorithm,
  checksumHeader,
  type StoredChecksum,
  startChecksum,
} from "#embedded/object-store/checksum.ts";
import { writeCondition } from "#embedded/object-store/conditions.ts";
import { combineCrc } from "#embedded/object-store/crc.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import type { ObjectRecord, PartRecord, UploadRecord } from "#embedded/object-store/record.ts";
import { sendXml } from "#embedded/object-store/respond.ts";
import {
  childrenOf,
  childText,
  parseXml,
  tag,
  type XmlElement,
  xmlDocument,
} from "#embedded/object-store/xml.ts";

/** S3 and R2: every part but the last has at least this many bytes. */
const MIN_PART = 5 * 1024 * 1024;
const ALGORITHMS = Object.keys(CHECKSUM_BYTES) as ChecksumAlgorithm[];

const invalidPart = (message: string) => new S3Error("InvalidPart", message);

function findPart(
  element: XmlElement,
  parts: ReadonlyMap<number, PartRecord>,
  upload: UploadRecord,
): PartRecord {
  const number = Number(childText(element, "PartNumber")?.trim() || Number.NaN);
  const etag = childText(element, "ETag")?.trim().replaceAll('"', "");
  if (!Number.isInteger(number) || etag === undefined) {
    throw new S3Error("MalformedXML", "A Part needs a PartNumber and an ETag.");
  }
  const part = parts.get(number);
  if (!part || part.etag !== etag) {
    throw invalidPart(
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    );
  }
  for (const algorithm of ALGORITHMS) {
    const said = childText(element, `Checksum${algorithm}`)?.trim();
    const stored = part.checksum?.algorithm === algorithm ? part.checksum.value : undefined;
    if (said !== undefined && said !== stored)
      throw invalidPart(`The ${algorithm} of part ${number} does not match.`);
    if (said === undefined && upload.algorithm === algorithm && upload.type === "COMPOSITE") {
      throw new S3Error(
        "InvalidRequest",
        `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    }
  }
  return part;
}

function choose(document: string, stored: PartRecord[], upload: UploadRecord): PartRecord[] {
  const root = parseXml(document);
  const elements = childrenOf(root, "Part");
  if (root.name !== "CompleteMultipartUpload" || elements.length === 0 || elements.length > 10_000) {
    throw new S3Error("MalformedXML", "You must specify at least one part, and at most 10000.");
  }
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  const parts = elements.map((element) => findPart(element, byNumber, upload));
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1];
    if (before && before.number >= part.number) {
      throw new S3Error(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      );
    }
  }
  const full = parts.slice(0, -1);
  if (full.some(({ blob }) => blob.size < MIN_PART)) {
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size.");
  }
  // R2's rule, not S3's: what works here must work there.
  if (full.some(({ blob }) => blob.size !== full[0]?.blob.size)) {
    throw invalidPart("All non-trailing parts must have the same length.");
  }
  return parts;
}

function objectChecksum(upload: UploadRecord, parts: readonly PartRecord[]): StoredChecksum | undefined {
  const { algorithm, type } = upload;
  if (!algorithm || !type) return undefined;
  const digests: Buffer[] = parts.map((part) => Buffer.from(part.checksum?.value ?? "", "base64"));
  if (type === "COMPOSITE") {
    const all = startChecksum(algorithm);
    all.update(Buffer.concat(digests));
    return { algorithm, type, value: `${all.digest().toString("base64")}-${parts.length}` };
  }
  const whole = digests.reduce((joined, digest, i) =>
    combineCrc(algorithm as "CRC32", joined, digest, parts[i]?.blob.size ?? 0),
  );
  return { algorithm, type, value: whole.toString("base64") };
}

function assertSaid(
  headers: ReadonlyMap<string, string>,
  size: number,
  checksum: StoredChecksum | undefined,
): void {
  const saidSize = headers.get("x-amz-mp-object-size");
  if (saidSize !== undefined && Number(saidSize) !== size) {
    throw new S3Error(
      "InvalidRequest",
      "The provided 'x-amz-mp-object-size' header does not match what was computed.",
    );
  }
  const saidType = headers.get("x-amz-checksum-type");
  if (saidType !== undefined && saidType !== checksum?.type) {
    throw new S3Error("InvalidRequest", "The checksum type does not match that of the upload.");
  }
  for (const algorithm of ALGORITHMS) {
    const said = headers.get(checksumHeader(algorithm));
    const known = checksum?.algorithm === algorithm ? checksum.value : "";
    if (said !== undefined && said !== known && said !== known.replace(/-\d+$/, "")) {
      throw new S3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
    }
  }
}

/**
 * CompleteMultipartUpload. The parts become the object's blobs without being copied, so it takes no longer for
 * 5 GB than for 5 MB. Throws MalformedXML, InvalidPart, InvalidPartOrder, EntityTooSmall, BadDigest, NoSuchUpload and
 * PreconditionFailed; the upload stays as it was.
 */
export async function completeUpload({ exchange, signed, bucket, key }: Operation): Promise<void> {
  const upload = bucket.uploads.get(exchange.target.query.get("uploadId") ?? "", key);
  const condition = writeCondition(exchange.headers);
  const document = await receiveDocument(exchange, signed, false);
  const record = await bucket.uploads.exclusive(upload, async () => {
    const parts = choose(document, await bucket.uploads.parts(upload), upload);
    const blobs = parts.map((part) => part.blob);
    const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
    const checksum = objectChecksum(upload, parts);
    assertSaid(exchange.headers, size, checksum);
    const md5 = createHash("md5").update(Buffer.from(parts.map((part) => part.etag).join(""), "hex"));
    const done: ObjectRecord = {
      key,
      size,
      etag: `${md5.digest("hex")}-${parts.length}`,
      modified: Date.now(),
      blobs,
      system: upload.system,
      meta: upload.meta,
      uploadId: upload.id,
      ...(checksum ? { checksum } : {}),
    };
    await bucket.commit(done, condition);
    // The object exists now; what cannot be tidied up here is tidied up at the next start.
    await bucket.uploads.end(upload, new Set(blobs.map((blob) => blob.name))).catch(() => undefined);
    return done;
  });
  const { checksum } = record;
  sendXml(
    exchange,
    xmlDocument(
      "CompleteMultipartUploadResult",
      tag("Location", `http://${exchange.headers.get("host") ?? ""}${exchange.target.canonicalPath}`) +
        tag("Bucket", bucket.name) +
        tag("Key", key) +
        tag("ETag", `"${record.etag}"`) +
        (checksum
          ? tag(`Checksum${checksum.algorithm}`, checksum.value) + tag("ChecksumType", checksum.type)
          : ""),
    ),
  );
}
