import "server-only";
import type { AuditSubject } from "#lib/audit/types.ts";
import { meters } from "#lib/metrics/meters.ts";
import { type UploadRow, uploadRulesOf } from "#lib/uploads/data.ts";
import { endUpload, finishUpload } from "#lib/uploads/mutations.ts";
import { verifyUpload } from "#lib/uploads/verify.ts";

/**
 * Decides about a pending upload by what is in the bucket: makes it a document, refuses it, or leaves it pending when
 * nothing has arrived. Confirm and the sweeper both end here, so that there is one way in.
 * @param options.isCleared whether who asks may see restricted files; by what the uploader may now where nobody asks.
 * @returns `done` and `refused` also when a racing call was the one that did it; the row then tells which.
 */
export async function settleUpload(
  subject: AuditSubject,
  upload: UploadRow,
  { givenLater = null, isCleared }: { givenLater?: string | null; isCleared?: boolean | undefined } = {},
): Promise<{ outcome: "waiting" | "settled"; own: boolean }> {
  const verdict = await verifyUpload(upload, await uploadRulesOf(upload.schoolId), givenLater);
  if (!verdict.arrived) return { outcome: "waiting", own: false };
  const finished =
    verdict.refusal === null ? await finishUpload(subject, upload.id, verdict, isCleared) : null;
  if (finished === true) meters()?.uploadsConfirmed.inc({ kind: upload.kind });
  if (typeof finished === "boolean") return { outcome: "settled", own: finished };
  const refusal = verdict.refusal ?? { code: "document_gone", details: {} };
  const own = await endUpload(subject, upload.id, { status: "refused", refusal });
  if (own) meters()?.uploadsRefused.inc({ at: "check", reason: refusal.code });
  return { outcome: "settled", own };
}
