import type { KindPolicy } from "#lib/documents/constants.ts";
import { hasActiveEnding } from "#lib/documents/names.ts";
import { schoolPolicy, type UploadRules } from "#lib/documents/school-policy.ts";
import { AppError, type ErrorCode, type ErrorDetails } from "#lib/errors.ts";
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

const unsupported = (contentType: string, policy: KindPolicy) => ({
  type: contentType.slice(0, 100),
  accepted: acceptedEndings(policy),
});

/** Why a policy does not take a file of this type and of so many bytes; null where it does. */
export function againstPolicy(
  { contentType, size }: { contentType: string; size: number },
  policy: KindPolicy,
): { code: ErrorCode; details: ErrorDetails } | null {
  if (!Object.hasOwn(policy.types, contentType))
    return { code: "unsupported_type", details: unsupported(contentType, policy) };
  const limit = policy.maxSize;
  return size > limit ? { code: "file_too_large", details: { limit, size } } : null;
}

/**
 * Checks a file against the policy of its kind before anything is signed, and answers its canonical content type.
 * @param rules what the actor's school has decided.
 * @throws {AppError} `invalid_filename`, `empty_file`, `file_too_large`, `unsupported_type`.
 */
export function checkPolicy(
  file: Pick<UploadRequest, "kind" | "filename" | "contentType" | "size">,
  rules: UploadRules,
): string {
  checkFilename(file.filename);
  const policy = schoolPolicy(file.kind, rules);
  const contentType = canonicalType(file.contentType);
  const problem = againstPolicy({ contentType, size: file.size }, policy);
  if (hasActiveEnding(file.filename))
    throw new AppError("unsupported_type", unsupported(contentType, policy));
  if (problem?.code === "unsupported_type") throw new AppError(problem.code, problem.details);
  if (file.size <= 0) throw new AppError("empty_file");
  if (problem !== null) throw new AppError(problem.code, problem.details);
  return contentType;
}
