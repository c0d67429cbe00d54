/**
 * Every code that can reach a person or a caller, with its HTTP status (DESIGN, "HTTP API"; RFC 9457).
 * Codes are stable: a new meaning gets a new code. Their words are in `locales/*.json` under `errors`.
 */
export const ERROR_STATUS = {
  invalid_request: 400,
  invalid_filename: 400,
  invalid_cursor: 400,
  empty_file: 400,
  unauthenticated: 401,
  invalid_credentials: 401,
  sign_in_step_over: 401,
  forbidden: 403,
  school_required: 403,
  reauthentication_required: 403,
  second_factor_required: 403,
  foreign_origin: 403,
  not_found: 404,
  message_not_found: 404,
  student_not_found: 404,
  record_class_not_found: 404,
  invitation_not_good: 404,
  reset_not_good: 404,
  checklist_item_not_found: 404,
  already_set_up: 409,
  conflict: 409,
  document_gone: 409,
  same_version: 409,
  external_id_taken: 409,
  school_changed: 409,
  upload_not_arrived: 409,
  upload_closed: 409,
  still_public: 409,
  too_many_views: 409,
  too_many_webhooks: 409,
  too_many_tokens: 409,
  attachments_pending: 409,
  too_many_tags: 409,
  too_many_record_classes: 409,
  too_many_checklist_items: 409,
  name_taken: 409,
  member_exists: 409,
  member_elsewhere: 409,
  second_factor_on: 409,
  second_factor_enforced: 409,
  second_factor_elsewhere: 409,
  reset_elsewhere: 409,
  unlink_elsewhere: 409,
  too_many_invitations: 409,
  file_missing: 409,
  file_checking: 409,
  file_infected: 409,
  file_unscannable: 409,
  repair_too_large: 409,
  file_too_large: 413,
  quota_exceeded: 413,
  unsupported_type: 415,
  invalid_range: 416,
  size_mismatch: 422,
  type_mismatch: 422,
  checksum_mismatch: 422,
  content_mismatch: 422,
  file_cut_short: 422,
  virus_found: 422,
  extension_mismatch: 422,
  too_many_matches: 422,
  not_publishable: 422,
  webhook_address: 422,
  no_recipients: 422,
  picture_not_square: 422,
  picture_too_large: 422,
  picture_has_metadata: 422,
  weak_password: 422,
  wrong_password: 422,
  wrong_code: 422,
  rate_limited: 429,
  too_many_pending: 429,
  too_many_bulk_actions: 429,
  internal: 500,
  second_factor_unreadable: 500,
  storage_not_configured: 503,
  public_not_configured: 503,
  storage_unavailable: 503,
  storage_refused: 503,
  storage_unsuitable: 503,
  database_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** What an error's sentence may name: never a key, a secret or an address. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * The one error that the layers below throw on purpose. `details` fill the sentence people read; `cause` and
 * `message` are for logs only.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    details: ErrorDetails = {},
    options: { cause?: unknown; message?: string } = {},
  ) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  /** The HTTP status of this error's code. */
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
