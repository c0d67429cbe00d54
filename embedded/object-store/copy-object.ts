import { type ReceivedBlob, storeBlob } from "#embedded/object-store/body.ts";
import { type ChecksumAlgorithm, parseAlgorithm } from "#embedded/object-store/checksum.ts";
import { readCondition, writeCondition } from "#embedded/object-store/conditions.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import type { Operation } from "#embedded/object-store/operation.ts";
import { fullChecksum } from "#embedded/object-store/put-object.ts";
import { type ObjectRecord, objectHeaders } from "#embedded/object-store/record.ts";
import { sendXml } from "#embedded/object-store/respond.ts";
import { assertKey } from "#embedded/object-store/target.ts";
import { tag, xmlDocument } from "#embedded/object-store/xml.ts";

interface Source {
  readonly bucket: string;
  readonly key: string;
}

function parseSource(header: string): Source {
  const [path = "", version] = Buffer.from(header, "latin1")
    .toString("utf8")
    .replace(/^\//, "")
    .split("?versionId=");
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    throw new S3Error("InvalidArgument", "Copy Source must be URL-encoded.");
  }
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1) {
    throw new S3Error(
      "InvalidArgument",
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
    );
  }
  if (version !== undefined && version !== "null") {
    throw new S3Error("NoSuchVersion", "The specified version does not exist.");
  }
  const key = decoded.slice(slash + 1);
  assertKey(key);
  return { bucket: decoded.slice(0, slash), key };
}

/**
 * Copies the bytes of the object that x-amz-copy-source names (or `pickRange` of them) into a new blob of the target
 * bucket. Throws NoSuchBucket, NoSuchKey, InvalidArgument and, by x-amz-copy-source-if-*, PreconditionFailed.
 */
export async function copyBytes(
  { exchange, store, bucket }: Operation,
  algorithm: (source: ObjectRecord) => ChecksumAlgorithm | undefined,
  pickRange: (size: number) => { start: number; end: number },
): Promise<ReceivedBlob & { source: ObjectRecord }> {
  const { bucket: name, key } = parseSource(exchange.headers.get("x-amz-copy-source") ?? "");
  const from = store.get(name);
  const { record: source, release } = await from.open(key);
  try {
    if (readCondition(exchange.headers, "x-amz-copy-source-", source) === "unmodified") {
      throw new S3Error(
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold.",
      );
    }
    const { start, end } = pickRange(source.size);
    const wanted = algorithm(source);
    const bytes = from.blobs.read(source.blobs, start, end);
    return { source, ...(await storeBlob(bucket.blobs, bytes, wanted ? { algorithm: wanted } : {})) };
  } finally {
    release();
  }
}

/** CopyObject. The source's metadata comes along unless x-amz-metadata-directive is REPLACE. */
export async function copyObject(operation: Operation): Promise<void> {
  const { exchange, bucket, key } = operation;
  const directive = exchange.headers.get("x-amz-metadata-directive") ?? "COPY";
  if (directive !== "COPY" && directive !== "REPLACE") {
    throw new S3Error("InvalidArgument", "Unknown metadata directive.");
  }
  const given = objectHeaders(exchange.headers);
  const condition = writeCondition(exchange.headers);
  const { bucket: fromBucket, key: fromKey } = parseSource(exchange.headers.get("x-amz-copy-source") ?? "");
  if (directive === "COPY" && fromBucket === bucket.name && fromKey === key) {
    throw new S3Error(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  bucket.precheck(key, condition);
  const asked = exchange.headers.get("x-amz-checksum-algorithm");
  const { blob, digests, source } = await copyBytes(
    operation,
    (record) => (asked === undefined ? record.checksum?.algorithm : parseAlgorithm(asked)),
    (size) => ({ start: 0, end: size - 1 }),
  );
  const headers = directive === "REPLACE" ? given : { system: source.system, meta: source.meta };
  const etag = digests.md5.toString("hex");
  const modified = Date.now();
  const { checksum } = fullChecksum(digests);
  const record = {
    key,
    size: blob.size,
    etag,
    modified,
    blobs: [blob],
    ...headers,
    ...(checksum ? { checksum } : {}),
  };
  await bucket.commit(record, condition);
  sendXml(
    exchange,
    xmlDocument(
      "CopyObjectResult",
      tag("LastModified", new Date(modified).toISOString()) +
        tag("ETag", `"${etag}"`) +
        (checksum
          ? tag(`Checksum${checksum.algorithm}`, checksum.value) + tag("ChecksumType", checksum.type)
          : ""),
    ),
  );
}
