import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { S3Error } from "#embedded/object-store/errors.ts";
import { canonicalQuery, type Target } from "#embedded/object-store/target.ts";

/** `X-Amz-Credential`, taken apart. */
export interface CredentialScope {
  readonly accessKey: string;
  /** yyyymmdd */
  readonly day: string;
  readonly region: string;
  /** `day/region/s3/aws4_request` */
  readonly scope: string;
}

/** Parses `key/day/region/s3/aws4_request`; undefined when malformed. Any region is taken: the signature binds it. */
export function parseCredential(text: string): CredentialScope | undefined {
  const match = /^([^\s,]+)\/(\d{8})\/([A-Za-z0-9-]+)\/s3\/aws4_request$/.exec(text);
  if (!match) return undefined;
  const [, accessKey = "", day = "", region = ""] = match;
  return { accessKey, day, region, scope: `${day}/${region}/s3/aws4_request` };
}

/** Milliseconds since 1970 of `yyyymmddThhmmssZ`, or undefined. */
export function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s] = match;
  const time = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return Number.isNaN(time) ? undefined : time;
}

const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

/** SigV4 signing key for one day, region and the service s3. */
export function signingKey(secretKey: string, scope: CredentialScope): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secretKey}`, scope.day), scope.region), "s3"), "aws4_request");
}

/** Lower-case hex HMAC-SHA256. */
export function sign(key: Buffer, text: string): string {
  return hmac(key, text).toString("hex");
}

/** Lower-case hex SHA-256; a string is taken byte for byte (latin1), as Node hands header bytes over. */
export function sha256Hex(data: string | Buffer): string {
  return createHash("sha256")
    .update(typeof data === "string" ? Buffer.from(data, "latin1") : data)
    .digest("hex");
}

/** Compares signatures in constant time; throws SignatureDoesNotMatch. */
export function assertSignature(expected: string, given: string): void {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  if (a.length !== b.length || !timingSafeEqual(a, b)) {
    throw new S3Error(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
}

/** What a signature covers. */
export interface SignedParts {
  readonly method: string;
  readonly target: Target;
  readonly headers: ReadonlyMap<string, string>;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
  readonly amzDate: string;
  readonly scope: string;
}

/** SigV4's StringToSign for a request, header or query form (S3 API reference, "Authenticating requests"). */
export function stringToSign(parts: SignedParts): string {
  const lines = parts.signedHeaders.map(
    (name) => `${name}:${(parts.headers.get(name) ?? "").trim().replace(/ +/g, " ")}\n`,
  );
  const canonical = [
    parts.method,
    parts.target.canonicalPath,
    canonicalQuery(parts.target.query, "X-Amz-Signature"),
    lines.join(""),
    parts.signedHeaders.join(";"),
    parts.payloadHash,
  ].join("\n");
  return `AWS4-HMAC-SHA256\n${parts.amzDate}\n${parts.scope}\n${sha256Hex(canonical)}`;
}
