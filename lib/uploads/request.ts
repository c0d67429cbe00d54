import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { AppError } from "#lib/errors.ts";
import { knownError } from "#lib/known-error.ts";
import { meters } from "#lib/metrics/meters.ts";
import { requireOffered } from "#lib/record-classes/data.ts";
import { capabilities, chooseMethod, operatorsChoice } from "#lib/storage/capabilities.ts";
import { store } from "#lib/storage/client.ts";
import { requireStudents } from "#lib/students/data.ts";
import { MAX_BATCH } from "#lib/uploads/constants.ts";
import { openMultipart } from "#lib/uploads/multipart.ts";
import { insertUpload } from "#lib/uploads/mutations.ts";
import { planUpload } from "#lib/uploads/plan.ts";
import { signWhole } from "#lib/uploads/sign.ts";
import type { UploadAnswer, UploadRequest } from "#lib/uploads/types.ts";
import { findReplaceable } from "#lib/versions/mutations.ts";

/**
 * What is asked for one file: of a replacement, with what is the document's own.
 * @throws {AppError} `not_found`, `forbidden`, `same_version`.
 */
async function complete(actor: Actor, file: UploadRequest): Promise<UploadRequest> {
  if (file.replaces === undefined) return file;
  const row = await findReplaceable(actor, file.replaces);
  // What was sent with a message stays what was sent.
  if (row.kind === "attachment") throw new AppError("invalid_request", { field: "replaces" });
  const isSame = row.sha256VerifiedAt !== null && row.sha256 === file.sha256 && row.fileSize === file.size;
  if (isSame && row.status === "ready") throw new AppError("same_version", { version: row.version });
  const { kind, year, reportType } = row;
  return { ...file, kind, year: year ?? undefined, reportType: reportType ?? undefined, replaces: row.id };
}

/**
 * Opens uploads: for each file its row, then a signed request with which the browser sends the bytes straight to the
 * bucket. Answers in the order given; one bad file does not fail its neighbours.
 * @throws {AppError} what concerns the whole batch: `invalid_request` for more than 50 files, `storage_*`.
 */
export async function requestUploads(actor: Actor, files: readonly UploadRequest[]): Promise<UploadAnswer[]> {
  if (files.length === 0 || files.length > MAX_BATCH)
    throw new AppError("invalid_request", { limit: MAX_BATCH });
  const fresh = files.filter(({ replaces }) => replaces === undefined);
  for (const kind of new Set(fresh.map((file) => file.kind))) {
    await authorize(actor, permissionFor(kind, "write"));
  }
  const target = store();
  const proven = await capabilities(target);

  const answers: UploadAnswer[] = [];
  for (const file of files) {
    try {
      await requireStudents(actor, file.studentIds);
      await requireOffered(actor, file.recordClassId);
      const asked = await complete(actor, file);
      const plan = planUpload(actor, asked, (size) => chooseMethod(proven, operatorsChoice(), size));
      const uploadId = await insertUpload(actor, plan);
      const upload =
        plan.method === "multipart"
          ? await openMultipart(actor, uploadId, plan)
          : await signWhole(target, proven, { ...plan, id: uploadId });
      answers.push({ ok: true, upload });
      meters()?.uploadsBegun.inc({ kind: plan.kind, method: plan.method });
    } catch (error) {
      const known = knownError(error);
      if (known === null) throw error;
      answers.push({ ok: false, code: known.code, details: known.details });
      meters()?.uploadsRefused.inc({ at: "request", reason: known.code });
    }
  }
  return answers;
}
