import type { ApiCode } from "#lib/api/codes.ts";

/** One English sentence a code, for the developer who reads a problem; pages have their own in `locales/`. */
const WORDS: Readonly<Record<ApiCode, string>> = {
  invalid_request: "The request is not what this operation takes.",
  invalid_filename:
    "The file name is empty, '.' or '..', longer than 255 characters, or holds a NUL, a line break or half a character.",
  invalid_cursor: "The cursor is not one that this list gave out.",
  empty_file: "The file has no bytes.",
  unauthenticated: "Send a valid API token as 'Authorization: Bearer <token>', or sign in.",
  invalid_credentials: "The e-mail address or the password is wrong.",
  forbidden: "The caller has not the permission for this.",
  school_required: "The caller belongs to no school.",
  foreign_origin: "A request with a session cookie must come from this site.",
  not_found: "There is nothing here that the caller may know of.",
  message_not_found: "There is no such message in this school.",
  student_not_found: "There is no such student in this school.",
  record_class_not_found: "There is no such record class in this school.",
  checklist_item_not_found: "There is no such item on the checklist of this school.",
  method_not_allowed: "This address does not take this method; the Allow header names those it does.",
  already_set_up: "This installation has been set up already.",
  school_changed: "The page shows another school than the session is in.",
  conflict:
    "It is not as the caller has seen it any more; `details` tell how it is now. Nothing was changed.",
  external_id_taken: "Another student of the school has this external id.",
  document_gone:
    "The document that was to be replaced is in the trash, or there no more. It was not changed.",
  same_version: "The document holds these bytes already.",
  idempotency_in_progress:
    "A request with this Idempotency-Key is still being carried out. Ask again shortly.",
  idempotency_key_reused: "This Idempotency-Key was sent with another request. Choose a new one.",
  upload_not_arrived: "The store has not received the bytes yet. The upload stays open.",
  still_public: "The public store has not confirmed yet that the earlier copy is gone.",
  file_missing: "The store has lost the bytes of this file, or has others. Its entry is kept.",
  repair_too_large:
    "The repair would touch more of the bucket than is allowed in a day. Nothing was touched.",
  upload_closed: "This upload was aborted, was refused or has expired.",
  too_many_webhooks: "The school has as many webhooks as there may be.",
  too_many_views: "A person can save no more views.",
  attachments_pending: "Files of this message are still on their way.",
  no_recipients: "Nobody would get this message: those it names are not, or no longer, active members.",
  too_many_tags: "There is no room for more tags; `details` has the limit.",
  too_many_record_classes: "The school has no room for more record classes.",
  too_many_checklist_items: "The school's checklist has no room for more items.",
  name_taken: "There is one of this name already.",
  file_too_large: "The file is larger than the policy allows.",
  quota_exceeded:
    "The school's quota has no room for this file. Uploads that are open count, and so does the trash until it is deleted for good; `details` has the bytes.",
  body_too_large: "The body of the request is larger than 1 MiB.",
  unsupported_type: "Files of this type are not accepted here.",
  unsupported_media_type: "The body is not in the media type that this operation takes.",
  invalid_range: "The file has no such range of bytes.",
  size_mismatch: "The stored bytes are not as many as declared.",
  type_mismatch: "The stored content type is not the declared one.",
  checksum_mismatch: "The stored bytes have another SHA-256 than declared.",
  content_mismatch: "The content of the file is not of the declared type.",
  file_cut_short: "The file ends before its format says it does.",
  extension_mismatch: "The name's ending says another type than the content is of.",
  webhook_address: "The address cannot be sent to: it is not https, not public, or not found.",
  weak_password: "The password is too weak.",
  wrong_password: "The password is wrong.",
  rate_limited: "Too many requests. Wait as long as Retry-After says.",
  too_many_bulk_actions: "Several jobs are still running. Wait until one has ended.",
  picture_not_square: "A profile picture must be a square.",
  picture_too_large: "A profile picture may have 512 pixels across at most.",
  picture_has_metadata: "A profile picture must carry neither EXIF nor other notes.",
  not_publishable: "Only images, audio and video among the school's media can be made public.",
  too_many_matches: "More files fit than can be handled at once.",
  too_many_pending: "Too many uploads are open. Complete or abort some first.",
  internal: "Something went wrong here. The log holds the cause under this request id.",
  storage_not_configured: "No object store is configured.",
  public_not_configured: "No public bucket is configured.",
  storage_unavailable: "The object store does not answer. Try again.",
  storage_refused: "The object store refused what was asked of it.",
  storage_unsuitable: "The object store cannot do what this needs.",
  database_unavailable: "The database does not answer. Try again.",
};

/** The sentence of `code`. */
export function words(code: ApiCode): string {
  return WORDS[code];
}
