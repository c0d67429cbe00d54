/** HTTP status of every S3 error code this store answers (S3 API reference, "Error responses"). */
const STATUS = {
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InsufficientStorage: 507,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidStorageClass: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MalformedTrailerError: 400,
  MalformedXML: 400,
  MaxMessageLengthExceeded: 400,
  MaxPostPreDataLengthExceeded: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchKey: 404,
  NoSuchLifecycleConfiguration: 404,
  NoSuchPublicAccessBlockConfiguration: 404,
  NoSuchTagSet: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NoSuchWebsiteConfiguration: 404,
  NotImplemented: 501,
  ObjectLockConfigurationNotFoundError: 404,
  OwnershipControlsNotFoundError: 404,
  PreconditionFailed: 412,
  ReplicationConfigurationNotFoundError: 404,
  RequestTimeTooSkewed: 403,
  RequestTimeout: 400,
  ServerSideEncryptionConfigurationNotFoundError: 404,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3Code = keyof typeof STATUS;

/** A refusal that the client is told about, as an S3 error document. The message must hold no secret. */
export class S3Error extends Error {
  readonly code: S3Code;
  readonly status: number;
  /** Extra response headers, such as Content-Range on a 416 (RFC 9110, 15.5.17). */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: S3Code, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = "S3Error";
    this.code = code;
    this.status = STATUS[code];
    this.headers = headers;
  }
}

const FULL_DISK = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** The system's error code ("ENOENT", ...) of a thrown value, where it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/**
 * Turns anything thrown while a request is served into the refusal its client sees. A full disk is 507 and not
 * 500, so that SDKs do not retry it and an operator reads the reason.
 */
export function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  const code = errorCode(error);
  if (code !== undefined && FULL_DISK.has(code)) {
    return new S3Error("InsufficientStorage", "The disk that holds this store is full. Nothing was stored.");
  }
  if (code === "ERR_INVALID_CHAR" || code === "ERR_HTTP_INVALID_HEADER_VALUE") {
    return new S3Error("InvalidArgument", "Header value cannot be represented using ISO-8859-1.");
  }
  return new S3Error("InternalError", "We encountered an internal error. Please try again.");
}
