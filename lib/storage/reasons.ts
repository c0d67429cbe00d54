import type { ErrorCode } from "#lib/errors.ts";

type Reason = {
  /** What the rest of the product is told. */
  code: ErrorCode;
  /** Whether the same request may do a moment later. */
  passes?: true;
  /** Whether it says that the store as a whole is away, and not only that this request failed. */
  away?: true;
};

const REFUSED = { code: "storage_refused" } as const;
const UNWELL = { code: "storage_unavailable", passes: true } as const;
const AWAY = { code: "storage_unavailable", passes: true, away: true } as const;

/**
 * Everything that can be wrong with a store, by stable names. What an administrator can do about each is in
 * `locales/*.json` under `storageAdvice`.
 */
export const REASONS = {
  // Ours.
  not_configured: { code: "storage_not_configured" },
  unsuitable: { code: "storage_unsuitable" },
  // The way there.
  dns: { code: "storage_unavailable", away: true },
  dns_away: AWAY,
  connection_refused: AWAY,
  unreachable: AWAY,
  tls: { code: "storage_unavailable", away: true },
  connection_lost: AWAY,
  timed_out: AWAY,
  not_a_store: { code: "storage_unavailable", away: true },
  // The store itself.
  unwell: AWAY,
  busy: UNWELL,
  full: { code: "storage_unavailable" },
  // The key.
  key_unknown: REFUSED,
  key_malformed: REFUSED,
  secret_wrong: REFUSED,
  access_denied: REFUSED,
  not_entitled: REFUSED,
  clock: REFUSED,
  // The bucket.
  bucket_missing: REFUSED,
  bucket_locked: REFUSED,
  region: REFUSED,
  // One request.
  not_supported: { code: "storage_unsuitable" },
  invalid_request: REFUSED,
  length_missing: REFUSED,
  object_missing: { code: "storage_unavailable" },
  upload_missing: { code: "upload_closed" },
  exists_already: { code: "upload_closed" },
  parts_differ: { code: "storage_unavailable" },
  too_large: { code: "file_too_large" },
  damaged: UNWELL,
  unknown: { code: "storage_unavailable" },
} as const satisfies Record<string, Reason>;

export type StoreReason = keyof typeof REASONS;

/** How a reason is dealt with. */
export const dealing = (reason: StoreReason): Reason => REASONS[reason];

/** The codes of S3 and of those who speak it (r2.md, "Errors worth explaining"). */
const BY_CODE: Readonly<Record<string, StoreReason>> = {
  Unauthorized: "key_unknown",
  InvalidAccessKeyId: "key_unknown",
  InvalidToken: "key_unknown",
  ExpiredToken: "key_unknown",
  InvalidSecurity: "key_unknown",
  SignatureDoesNotMatch: "secret_wrong",
  AccessDenied: "access_denied",
  AllAccessDisabled: "access_denied",
  AccountProblem: "not_entitled",
  NotEntitled: "not_entitled",
  NotSignedUp: "not_entitled",
  RequestTimeTooSkewed: "clock",
  RequestExpired: "clock",
  ExpiredRequest: "clock",
  NoSuchBucket: "bucket_missing",
  InvalidBucketName: "bucket_missing",
  ObjectLockedByBucketPolicy: "bucket_locked",
  PermanentRedirect: "region",
  TemporaryRedirect: "region",
  AuthorizationHeaderMalformed: "region",
  IllegalLocationConstraintException: "region",
  NoSuchKey: "object_missing",
  NoSuchUpload: "upload_missing",
  PreconditionFailed: "exists_already",
  ConditionalRequestConflict: "exists_already",
  EntityTooLarge: "too_large",
  EntityTooSmall: "parts_differ",
  InvalidPart: "parts_differ",
  InvalidPartOrder: "parts_differ",
  IncompleteBody: "damaged",
  BadDigest: "damaged",
  XAmzContentChecksumMismatch: "damaged",
  XAmzContentSHA256Mismatch: "damaged",
  MissingContentLength: "length_missing",
  TooManyRequests: "busy",
  TooManyRequestsException: "busy",
  SlowDown: "busy",
  ServiceUnavailable: "busy",
  RequestTimeout: "timed_out",
  OperationAborted: "busy",
  InternalError: "unwell",
  NotImplemented: "not_supported",
  MethodNotAllowed: "not_supported",
  InvalidArgument: "invalid_request",
  InvalidRequest: "invalid_request",
  InvalidDigest: "invalid_request",
  MalformedXML: "invalid_request",
  QuotaExceeded: "full",
  InsufficientCapacity: "full",
  XMinioStorageFull: "full",
  // The line: Node's own codes.
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns_away",
  ECONNREFUSED: "connection_refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  ECONNRESET: "connection_lost",
  EPIPE: "connection_lost",
  ECONNABORTED: "connection_lost",
  ERR_STREAM_PREMATURE_CLOSE: "connection_lost",
  UND_ERR_SOCKET: "connection_lost",
  ETIMEDOUT: "timed_out",
  ESOCKETTIMEDOUT: "timed_out",
  UND_ERR_CONNECT_TIMEOUT: "timed_out",
  UND_ERR_HEADERS_TIMEOUT: "timed_out",
  UND_ERR_BODY_TIMEOUT: "timed_out",
  EPROTO: "tls",
};

/** Node's and OpenSSL's codes for certificates and handshakes that fail; they are many. */
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|ERROR_IN_CERT)/;

/** Where an answer has no code of its own: HEAD has no body, and proxies in between speak no S3. */
function byStatus(status: number): StoreReason | null {
  if (status === 401) return "key_unknown";
  if (status === 403) return "access_denied";
  if (status === 404) return "object_missing";
  if (status === 405 || status === 501) return "not_supported";
  if (status === 408) return "timed_out";
  if (status === 411) return "length_missing";
  if (status === 412) return "exists_already";
  if (status === 413) return "too_large";
  if (status === 409 || status === 429) return "busy";
  if (status === 507) return "full";
  if (status >= 500) return "unwell";
  if (status >= 300 && status < 400) return "region";
  return status >= 400 ? "invalid_request" : null;
}

/** A failure as the SDK, Node's fetch or a stream throws it. */
export type Failure = {
  name: string;
  code: string;
  message: string;
  /** Of the store's answer; 0 where there was none. */
  status: number;
};

/** What one failure says, by its names, its message and its status; null where it says nothing. */
export function reasonOf({ name, code, message, status }: Failure): StoreReason | null {
  const named = BY_CODE[name] ?? BY_CODE[code];
  if (named === "invalid_request" && /access key/i.test(message)) return "key_malformed";
  if (TLS.test(code)) return "tls";
  if (named !== undefined) return named;
  if (code.startsWith("HPE_")) return "not_a_store";
  if (name === "TimeoutError") return "timed_out";
  const told = byStatus(status);
  if (told !== null) return told;
  // An answer of 200 that is no XML: a website, or the sign-in page of a network.
  return status > 0 || /deserializ|not valid xml/i.test(message) ? "not_a_store" : null;
}
