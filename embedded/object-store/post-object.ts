import { assertAccessKey, type Credentials, MAX_SKEW_MS } from "#embedded/object-store/auth.ts";
import { MAX_UPLOAD, rawBody, storeBlob } from "#embedded/object-store/body.ts";
import { writeCondition } from "#embedded/object-store/conditions.ts";
import { expectedChecksum } from "#embedded/object-store/digest.ts";
import { S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import { readForm, type UploadForm } from "#embedded/object-store/form.ts";
import { assertPolicy, type Policy, parsePolicy } from "#embedded/object-store/policy.ts";
import { checksumHeaders, fullChecksum } from "#embedded/object-store/put-object.ts";
import { objectHeaders } from "#embedded/object-store/record.ts";
import { sendEmpty } from "#embedded/object-store/respond.ts";
import {
  assertSignature,
  parseAmzDate,
  parseCredential,
  sign,
  signingKey,
} from "#embedded/object-store/sigv4.ts";
import type { Store } from "#embedded/object-store/store.ts";
import { assertKey, uriEncodePath } from "#embedded/object-store/target.ts";
import { tag } from "#embedded/object-store/xml.ts";

/** Fields carry no signature until the policy is read: a sender may not keep a connection with them for long. */
const FIELDS_MS = 30_000;

async function readFormInTime(exchange: Exchange, boundary: string): Promise<UploadForm> {
  const timer = setTimeout(() => exchange.req.destroy(), FIELDS_MS);
  try {
    return await readForm(rawBody(exchange), boundary);
  } finally {
    clearTimeout(timer);
  }
}

function verifiedPolicy(fields: ReadonlyMap<string, string>, credentials: Credentials, now: number): Policy {
  const policy = fields.get("policy");
  const signature = fields.get("x-amz-signature");
  if (policy === undefined || signature === undefined) throw new S3Error("AccessDenied", "Access Denied.");
  if (fields.get("x-amz-algorithm") !== "AWS4-HMAC-SHA256") {
    throw new S3Error("InvalidArgument", "x-amz-algorithm only supports AWS4-HMAC-SHA256.");
  }
  const scope = parseCredential(fields.get("x-amz-credential") ?? "");
  const date = fields.get("x-amz-date") ?? "";
  const time = parseAmzDate(date);
  if (!scope || time === undefined || !date.startsWith(scope.day)) {
    throw new S3Error(
      "InvalidArgument",
      "x-amz-credential must be key/yyyymmdd/region/s3/aws4_request, x-amz-date of that day.",
    );
  }
  assertAccessKey(scope, credentials);
  assertSignature(sign(signingKey(credentials.secretKey, scope), policy), signature);
  if (time - now > MAX_SKEW_MS) {
    throw new S3Error(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    );
  }
  if (fields.has("x-amz-security-token"))
    throw new S3Error("InvalidToken", "This store has no temporary credentials.");
  return parsePolicy(policy);
}

/** The fields as headers would have been: bytes as latin1. */
function asHeaders(exchange: Exchange, fields: ReadonlyMap<string, string>): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of fields) headers.set(name, Buffer.from(value, "utf8").toString("latin1"));
  const noneMatch = exchange.headers.get("if-none-match");
  if (noneMatch !== undefined) headers.set("if-none-match", noneMatch);
  // Said twice, differently, one would go unchecked; the form's is covered by the policy.
  headers.delete("x-amz-trailer");
  return headers;
}

function answer(
  exchange: Exchange,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  key: string,
  headers: Record<string, string>,
): void {
  const location = `http://${exchange.headers.get("host") ?? ""}/${bucket}/${uriEncodePath(key)}`;
  const redirect = URL.parse(fields.get("success_action_redirect") ?? "");
  if (redirect && (redirect.protocol === "http:" || redirect.protocol === "https:")) {
    redirect.searchParams.set("bucket", bucket);
    redirect.searchParams.set("key", key);
    redirect.searchParams.set("etag", headers.ETag ?? "");
    sendEmpty(exchange, 303, { ...headers, Location: redirect.href });
    return;
  }
  const status = fields.get("success_action_status");
  if (status !== "201") {
    sendEmpty(exchange, status === "200" ? 200 : 204, { ...headers, Location: location });
    return;
  }
  const body = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${tag("Location", location)}${tag("Bucket", bucket)}${tag("Key", key)}${tag("ETag", headers.ETag)}</PostResponse>`,
  );
  exchange.res.writeHead(201, {
    ...headers,
    Location: location,
    "Content-Type": "application/xml",
    "Content-Length": body.length,
  });
  exchange.res.end(body);
}

/**
 * POST Object: a browser form whose policy is signed. The bytes count only when every condition, the declared size
 * range and the checksum hold. Throws the S3 error of whatever does not.
 */
export async function postObject(
  exchange: Exchange,
  store: Store,
  credentials: Credentials,
  boundary: string,
  now: number,
): Promise<void> {
  const { fields, filename, file } = await readFormInTime(exchange, boundary);
  const policy = verifiedPolicy(fields, credentials, now);
  const template = fields.get("key");
  if (template === undefined || template === "") {
    throw new S3Error(
      "InvalidArgument",
      "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields.",
    );
  }
  const key = template.replaceAll("${filename}", () =>
    filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1),
  );
  fields.set("key", key);
  assertPolicy(policy, fields, exchange.target.bucket, now);
  assertKey(key);
  const bucket = store.get(exchange.target.bucket);
  const headers = asHeaders(exchange, fields);
  const object = objectHeaders(headers);
  const condition = writeCondition(headers);
  bucket.precheck(key, condition);
  const [min, max] = policy.range;
  const expected = {
    ...expectedChecksum(headers, new Map()),
    range: [min, Math.min(max, MAX_UPLOAD)] as const,
  };
  const { blob, digests } = await storeBlob(bucket.blobs, file, expected);
  const etag = digests.md5.toString("hex");
  const { checksum } = fullChecksum(digests);
  const record = {
    key,
    size: blob.size,
    etag,
    modified: Date.now(),
    blobs: [blob],
    ...object,
    ...(checksum ? { checksum } : {}),
  };
  await bucket.commit(record, condition);
  answer(exchange, fields, bucket.name, key, { ETag: `"${etag}"`, ...checksumHeaders(checksum) });
}
