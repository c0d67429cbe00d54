import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";
import { newObjectKey } from "#lib/storage/keys.ts";
import { UPLOAD_URL_SECONDS } from "#lib/uploads/constants.ts";
import type { PlannedUpload } from "#lib/uploads/mutations.ts";
import { checkPolicy } from "#lib/uploads/policy.ts";
import { yearIn } from "#lib/uploads/school-year.ts";
import type { UploadRequest } from "#lib/uploads/types.ts";

/**
 * Checks one request and decides everything about it: key, method, until when it can be used.
 * @throws {AppError} what is wrong with the file.
 */
export function planUpload(
  actor: Actor,
  file: UploadRequest,
  chooseMethod: (file: { size: number; hasChecksum: boolean }) => PlannedUpload["method"],
): PlannedUpload {
  const contentType = checkPolicy(file, actor.uploadRules);
  // Whose message it is, is found out where the upload's row is written.
  const messageId = file.kind === "attachment" ? file.messageId : null;
  if (messageId === undefined) throw new AppError("message_not_found");
  const now = new Date();
  const year = file.year ?? yearIn(actor.timeZone, now);
  const reportType = file.kind === "report" ? (file.reportType ?? "report") : null;
  return {
    ...file,
    contentType,
    year,
    ...(reportType !== null && { reportType }),
    key: newObjectKey({
      kind: file.kind,
      schoolId: actor.schoolId,
      filename: file.filename,
      year,
      reportType,
      messageId,
    }),
    method: chooseMethod({ size: file.size, hasChecksum: file.sha256 !== undefined }),
    signedUntil: new Date(now.getTime() + UPLOAD_URL_SECONDS * 1000),
  };
}
