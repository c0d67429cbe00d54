import { type KindPolicy, MAX_UPLOAD } from "#lib/documents/constants.ts";
import { hasActiveEnding } from "#lib/documents/names.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";
import { AppError } from "#lib/errors.ts";
import { checkFilename } from "#lib/storage/filename.ts";
import type { UploadRequest } from "#lib/uploads/types.ts";

/** Types that browsers and systems send under another name. */
const ALIASES: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "application/x-pdf": "application/pdf",
  "audio/x-m4a": "audio/mp4",
  "audio/mp3": "audio/mpeg",
  "audio/wave": "audio/wav",
  "audio/x-wav": "audio/wav",
  "video/x-m4v": "video/mp4",
};

/** The content type, without parameters and under its own name. */
export function canonicalType(contentType: string): string {
  const plain = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  return (Object.hasOwn(ALIASES, plain) && ALIASES[plain]) || plain;
}

const acceptedEndings = (policy: KindPolicy) =>
  [...new Set(Object.values(policy.types).flat())].map((ending) => ending.slice(1).toUpperCase()).join(", ");

/**
 * Checks a file against the policy of its kind before anything is signed, and answers its canonical content type.
 * @param widerTypes what the actor's school takes beside the usual types.
 * @param maxBytes the largest file that it takes for documents and attachments; null is the usual limit.
 * @throws {AppError} `invalid_filename`, `empty_file`, `file_too_large`, `unsupported_type`.
 */
export function checkPolicy(
  file: Pick<UploadRequest, "kind" | "filename" | "contentType" | "size">,
  widerTypes: readonly string[],
  maxBytes: number | null = null,
): string {
  checkFilename(file.filename);
  const policy = schoolPolicy(file.kind, widerTypes, maxBytes);
  const contentType = canonicalType(file.contentType);
  if (!Object.hasOwn(policy.types, contentType) || hasActiveEnding(file.filename)) {
    throw new AppError("unsupported_type", {
      type: contentType.slice(0, 100),
      accepted: acceptedEndings(policy),
    });
  }
  if (file.size <= 0) throw new AppError("empty_file");
  const limit = Math.min(policy.maxSize, MAX_UPLOAD);
  if (file.size > limit) throw new AppError("file_too_large", { limit, size: file.size });
  return contentType;
}
