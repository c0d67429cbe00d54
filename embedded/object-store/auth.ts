import { S3Error } from "#embedded/object-store/errors.ts";
import type { Exchange } from "#embedded/object-store/exchange.ts";
import {
  assertSignature,
  type CredentialScope,
  parseAmzDate,
  parseCredential,
  sign,
  signingKey,
  stringToSign,
} from "#embedded/object-store/sigv4.ts";

export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** A request whose signature was right; what streaming bodies need to check their chunks. */
export interface Signed {
  readonly payloadHash: string;
  readonly signature: string;
  readonly key: Buffer;
  readonly amzDate: string;
  readonly scope: string;
}

/** SigV4: a request may be at most this far from the store's clock. */
export const MAX_SKEW_MS = 15 * 60 * 1000;
const MAX_EXPIRES_S = 604_800;
const ALGORITHM = "AWS4-HMAC-SHA256";
const AUTH_PARAMETERS = new Set(
  [
    "Algorithm",
    "Credential",
    "Date",
    "Expires",
    "SignedHeaders",
    "Signature",
    "Security-Token",
    "Content-Sha256",
  ].map((name) => `x-amz-${name.toLowerCase()}`),
);

/** Throws InvalidAccessKeyId unless the scope names this store's key. */
export function assertAccessKey(scope: CredentialScope, credentials: Credentials): void {
  if (scope.accessKey !== credentials.accessKey) {
    throw new S3Error("InvalidAccessKeyId", "The access key ID you provided does not exist in our records.");
  }
}

/**
 * S3 refuses any x-amz-* header that the signature does not cover: else a holder of a presigned URL could add
 * metadata, a copy source or a checksum of his own.
 */
function assertHeadersSigned(exchange: Exchange, signed: readonly string[]): void {
  if (!signed.includes("host")) {
    throw new S3Error("AccessDenied", "The host header must be signed.");
  }
  for (const name of exchange.headers.keys()) {
    if (name.startsWith("x-amz-") && name !== "x-amz-content-sha256" && !signed.includes(name)) {
      throw new S3Error("AccessDenied", "There were headers present in the request which were not signed.");
    }
  }
}

const skewed = () =>
  new S3Error(
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
  );

function check(
  exchange: Exchange,
  credentials: Credentials,
  scope: CredentialScope,
  given: { signedHeaders: string[]; signature: string; payloadHash: string; amzDate: string },
): Signed {
  assertAccessKey(scope, credentials);
  const key = signingKey(credentials.secretKey, scope);
  const text = stringToSign({
    ...given,
    method: exchange.method,
    target: exchange.target,
    headers: exchange.headers,
    scope: scope.scope,
  });
  assertSignature(sign(key, text), given.signature);
  assertHeadersSigned(exchange, given.signedHeaders);
  return {
    payloadHash: given.payloadHash,
    signature: given.signature,
    key,
    amzDate: given.amzDate,
    scope: scope.scope,
  };
}

function fromHeader(exchange: Exchange, header: string, credentials: Credentials, now: number): Signed {
  const malformed = (what: string) =>
    new S3Error("AuthorizationHeaderMalformed", `The authorization header is malformed; ${what}.`);
  if (!header.startsWith(ALGORITHM)) {
    throw new S3Error(
      "InvalidRequest",
      "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    );
  }
  const fields = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length).split(",")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at < 0 || fields.has(name)) throw malformed("it must be a list of name=value");
    fields.set(name, part.slice(at + 1).trim());
  }
  const scope = parseCredential(fields.get("Credential") ?? "");
  const signedHeaders = fields.get("SignedHeaders")?.split(";");
  const signature = fields.get("Signature");
  if (!scope) throw malformed("the Credential must be key/yyyymmdd/region/s3/aws4_request");
  if (!signedHeaders || !signature) throw malformed("SignedHeaders and Signature are required");
  const amzDate = exchange.headers.get("x-amz-date") ?? "";
  const time = parseAmzDate(amzDate);
  if (time === undefined)
    throw new S3Error("AccessDenied", "AWS authentication requires a valid x-amz-date header.");
  if (!amzDate.startsWith(scope.day)) throw malformed("the credential's date is not that of x-amz-date");
  const payloadHash = exchange.headers.get("x-amz-content-sha256");
  if (payloadHash === undefined) {
    throw new S3Error("InvalidRequest", "Missing required header for this request: x-amz-content-sha256.");
  }
  assertAccessKey(scope, credentials);
  if (Math.abs(now - time) > MAX_SKEW_MS) throw skewed();
  return check(exchange, credentials, scope, { signedHeaders, signature, payloadHash, amzDate });
}

function fromQuery(exchange: Exchange, credentials: Credentials, now: number): Signed {
  const { query } = exchange.target;
  const bad = (what: string) => new S3Error("AuthorizationQueryParametersError", what);
  if (query.get("X-Amz-Algorithm") !== ALGORITHM)
    throw bad("X-Amz-Algorithm only supports AWS4-HMAC-SHA256.");
  const scope = parseCredential(query.get("X-Amz-Credential") ?? "");
  if (!scope) throw bad("The X-Amz-Credential must be key/yyyymmdd/region/s3/aws4_request.");
  const amzDate = query.get("X-Amz-Date") ?? "";
  const time = parseAmzDate(amzDate);
  if (time === undefined || !amzDate.startsWith(scope.day))
    throw bad("X-Amz-Date must be yyyymmddThhmmssZ, of the credential's day.");
  const expires = query.get("X-Amz-Expires") ?? "";
  const seconds = Number(expires);
  if (!/^\d{1,7}$/.test(expires) || seconds < 1 || seconds > MAX_EXPIRES_S) {
    throw bad(`X-Amz-Expires must be from 1 to ${MAX_EXPIRES_S} seconds.`);
  }
  const signature = query.get("X-Amz-Signature");
  const signedHeaders = query.get("X-Amz-SignedHeaders")?.split(";");
  if (!signature || !signedHeaders) throw bad("X-Amz-SignedHeaders and X-Amz-Signature are required.");
  assertAccessKey(scope, credentials);
  if (time - now > MAX_SKEW_MS) throw skewed();
  if (now > time + seconds * 1000) throw new S3Error("AccessDenied", "Request has expired.");
  const payloadHash =
    query.get("X-Amz-Content-Sha256") ?? exchange.headers.get("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD";
  const signed = check(exchange, credentials, scope, { signedHeaders, signature, payloadHash, amzDate });
  hoist(exchange);
  return signed;
}

/** Presigners move x-amz-* headers into the query; S3 then treats them as headers that were sent. */
function hoist(exchange: Exchange): void {
  for (const [parameter, value] of exchange.target.query) {
    const name = parameter.toLowerCase();
    if (!name.startsWith("x-amz-") || AUTH_PARAMETERS.has(name)) continue;
    const sent = exchange.headers.get(name);
    if (sent !== undefined && sent !== value) {
      throw new S3Error("InvalidArgument", `${name} differs between the query and the headers.`);
    }
    exchange.headers.set(name, value);
  }
}

/**
 * Verifies the SigV4 signature of a request, in its Authorization header or its query, against the Host header and
 * path as sent. Throws AccessDenied for anonymous requests and the S3 error of whatever is wrong otherwise.
 */
export function authenticate(exchange: Exchange, credentials: Credentials, now: number): Signed {
  const header = exchange.headers.get("authorization");
  const presigned =
    exchange.target.query.has("X-Amz-Algorithm") || exchange.target.query.has("X-Amz-Signature");
  if (header !== undefined && presigned) {
    throw new S3Error("InvalidArgument", "Only one auth mechanism allowed.");
  }
  if (exchange.target.query.has("AWSAccessKeyId")) {
    throw new S3Error("InvalidRequest", "Signature version 2 is not supported. Please use AWS4-HMAC-SHA256.");
  }
  if (header === undefined && !presigned) throw new S3Error("AccessDenied", "Access Denied.");
  if (exchange.headers.has("x-amz-security-token") || exchange.target.query.has("X-Amz-Security-Token")) {
    throw new S3Error("InvalidToken", "This store has no temporary credentials.");
  }
  return header === undefined
    ? fromQuery(exchange, credentials, now)
    : fromHeader(exchange, header, credentials, now);
}
