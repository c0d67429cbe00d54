import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { messageFile } from "#lib/audit/message-file.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditEvent, AuditSubject } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { holds } from "#lib/auth/holds.data.ts";
import { permissionsOf } from "#lib/auth/permissions.ts";
import { HASHED_AT_CONFIRM } from "#lib/documents/constants.ts";
import { countedAs } from "#lib/documents/counted-as.ts";
import { addCounts, type Change } from "#lib/documents/counters.mutations.ts";
import { AppError } from "#lib/errors.ts";
import { expectFile, hangUploaded } from "#lib/messages/attach.mutations.ts";
import { columnsWanted, noteLanded, versionWanted, wantedOf } from "#lib/moving/landed.mutations.ts";
import type { Wanted } from "#lib/moving/types.ts";
import { requestProof } from "#lib/proofs/mutations.ts";
import { reserveRoom } from "#lib/quota/mutations.ts";
import { readClasses } from "#lib/record-classes/data.ts";
import {
  firstScanAfter,
  requestScan,
  type Scan,
  scanOnArrival,
  statusFor,
} from "#lib/scan/arrival.mutations.ts";
import { tooLargeEvent } from "#lib/scan/event.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { foldName } from "#lib/storage/filename.ts";
import { holdObject } from "#lib/storage/stored.mutations.ts";
import { linkNewDocument } from "#lib/students/links.mutations.ts";
import { requestThumbnail } from "#lib/thumbnails/mutations.ts";
import {
  FIRST_CHECK_SECONDS,
  MAX_PENDING_PER_PERSON,
  MULTIPART_UPLOAD_HOURS,
  SINGLE_UPLOAD_HOURS,
} from "#lib/uploads/constants.ts";
import type { UploadRow } from "#lib/uploads/data.ts";
import { failedUpload } from "#lib/uploads/failed.ts";
import { partPlan } from "#lib/uploads/parts.ts";
import { confirmedSends, unconfirmedSends } from "#lib/uploads/sends.ts";
import type { Refusal } from "#lib/uploads/sniff.ts";
import type { UploadRequest } from "#lib/uploads/types.ts";
import { lockDocument, putVersion } from "#lib/versions/put.mutations.ts";
import { announce, announceDocuments } from "#lib/webhooks/emit.mutations.ts";

/** A request that passed the policy, with everything the server has decided about it. */
export type PlannedUpload = UploadRequest & {
  key: string;
  method: "post" | "put" | "multipart" | "through";
  signedUntil: Date;
  /** Of a file that `npm run import` brings: its row in the journal. */
  importItemId?: string;
};

/** Throws `too_many_pending` at the cap; lets one upload of a person in at a time, so that racing ones are counted. */
async function takeTurn(tx: Transaction, actor: Actor): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`uploads:${actor.userId}`}, 0))`);
  const own = and(eq(uploads.schoolId, actor.schoolId), eq(uploads.userId, actor.userId));
  const pending = await tx.$count(uploads, and(own, eq(uploads.status, "pending")));
  if (pending >= MAX_PENDING_PER_PERSON)
    throw new AppError("too_many_pending", { limit: MAX_PENDING_PER_PERSON });
}

/**
 * Writes the rows of one upload: before any signature leaves, so that no object can exist without its row.
 * @returns the upload's id.
 * @throws {AppError} `too_many_pending`, `quota_exceeded`, `message_not_found` for an attachment of no message of theirs.
 */
export async function insertUpload(actor: Actor, plan: PlannedUpload): Promise<string> {
  return database().transaction(async (tx) => {
    await takeTurn(tx, actor);
    const messageId = plan.kind === "attachment" ? (plan.messageId ?? "") : null;
    const imported = plan.importItemId !== undefined;
    if (messageId !== null) await expectFile(tx, actor, messageId, { imported });
    await reserveRoom(tx, actor, plan.size);
    const uploadId = plan.uploadId ?? v7();
    const { recordClassId = null, replaces: replacesId = null } = plan;
    const meant = { schoolId: actor.schoolId, recordClassId, replacesId };
    const objectId = v7();
    const hours = plan.method === "multipart" ? MULTIPART_UPLOAD_HOURS : SINGLE_UPLOAD_HOURS;
    await tx.insert(objects).values({
      id: objectId,
      schoolId: actor.schoolId,
      key: plan.key,
      purpose: "original",
      size: plan.size,
      restricted: await wouldBeRestricted(tx, meant),
      signedUntil: plan.signedUntil,
    });
    await tx.insert(uploads).values({
      id: uploadId,
      schoolId: actor.schoolId,
      userId: actor.userId,
      objectId,
      messageId,
      importItemId: plan.importItemId ?? null,
      key: plan.key,
      kind: plan.kind,
      filename: plan.filename,
      contentType: plan.contentType,
      size: plan.size,
      sha256: plan.sha256 ?? null,
      title: plan.title ?? null,
      reportType: plan.reportType ?? null,
      year: plan.year ?? null,
      term: plan.kind === "report" ? (plan.term ?? null) : null,
      isReplacement: plan.replaces !== undefined,
      replacesId: plan.replaces ?? null,
      recordClassId: plan.recordClassId ?? null,
      studentIds: [...new Set(plan.studentIds)],
      method: plan.method,
      partSize: plan.method === "multipart" ? partPlan(plan.size).size : null,
      signedUntil: plan.signedUntil,
      expiresAt: new Date(Date.now() + hours * 3_600_000),
      nextCheckAt: new Date(Date.now() + FIRST_CHECK_SECONDS * 1000),
    });
    await record(tx, actor, {
      action: "upload.requested",
      targetType: "upload",
      targetId: uploadId,
      details: {
        kind: plan.kind,
        size: plan.size,
        method: plan.method,
        ...(plan.replaces !== undefined && { replaces: plan.replaces }),
      },
    });
    return uploadId;
  });
}

/** The upload's row, locked; null once it is no longer pending: somebody was faster. */
async function lockPending(tx: Transaction, uploadId: string): Promise<UploadRow | null> {
  const [row] = await tx.select().from(uploads).where(eq(uploads.id, uploadId)).for("update");
  return row?.status === "pending" ? row : null;
}

type Arrived = UploadRow & { objectId: string; scan: Scan };

type Proven = { sha256: string | null; verified: boolean };

/** What a verified upload brings. Where there is a virus scanner nobody reads it before that has called it clean. */
const contentOf = (upload: Arrived, proven: Proven) => ({
  objectId: upload.objectId,
  status: statusFor(upload.scan),
  filePath: upload.key,
  filename: upload.filename,
  contentType: upload.contentType,
  fileSize: upload.size,
  sha256: proven.sha256,
  sha256VerifiedAt: proven.verified ? sql`now()` : null,
});

type Meant = Pick<UploadRow, "schoolId" | "recordClassId" | "replacesId">;

async function classOf(tx: Transaction, { schoolId, recordClassId }: Omit<Meant, "replacesId">) {
  if (recordClassId === null) return undefined;
  return (await readClasses({ schoolId }, tx)).find(({ id }) => id === recordClassId);
}

type Made = { documentId: string; restricted: boolean; event: AuditEvent; change: Change };

async function makeDocument(tx: Transaction, upload: Arrived, proven: Proven, wanted: Wanted): Promise<Made> {
  const documentId = v7();
  const made = tx.insert(documents).values({
    ...contentOf(upload, proven),
    id: documentId,
    schoolId: upload.schoolId,
    uploadedBy: upload.userId,
    kind: upload.kind,
    reportType: upload.reportType,
    year: upload.year,
    term: upload.term,
    title: upload.title,
    recordClassId: upload.recordClassId,
    nameSort: foldName(upload.filename),
    ...columnsWanted(wanted),
  });
  const [{ restricted } = { restricted: false }] = await made.returning({ restricted: documents.restricted });
  await noteLanded(tx, upload, documentId, wanted);
  await hangUploaded(tx, upload, documentId);
  const students = await linkNewDocument(tx, upload.schoolId, documentId, upload.studentIds);
  const className = (await classOf(tx, upload))?.name;
  await announceDocuments(tx, upload.schoolId, "document.created", [documentId]);
  if (statusFor(upload.scan) === "ready")
    await requestThumbnail(tx, { id: documentId, contentType: upload.contentType });
  return {
    documentId,
    event: {
      action: "document.created",
      targetType: "document",
      targetId: documentId,
      details: {
        filename: upload.filename,
        size: upload.size,
        sha256: proven.sha256,
        ...messageFile(upload.kind),
        ...(students.length > 0 && { students: students.length }),
        ...(students.length === 1 && { student: students[0] ?? null }),
        ...(upload.importItemId !== null && { imported: true }),
        ...(className !== undefined && { record_class: className }),
      },
    },
    restricted,
    change: { kind: countedAs({ kind: upload.kind, restricted }), bytes: upload.size, objects: 1 },
  };
}

async function makeVersion(
  tx: Transaction,
  subject: AuditSubject,
  row: NonNullable<Awaited<ReturnType<typeof lockDocument>>>,
  { upload, proven, wanted }: { upload: Arrived; proven: Proven; wanted: Wanted },
): Promise<Made> {
  const { number, filename, change } = await putVersion(tx, subject, row, {
    ...contentOf(upload, proven),
    versionBy: upload.userId,
    versionAt: sql`clock_timestamp()`,
    restoredFrom: null,
    ...versionWanted(wanted, upload.filename),
  });
  await noteLanded(tx, upload, row.id, {});
  return {
    documentId: row.id,
    restricted: row.restricted,
    event: {
      action: "document.replaced",
      targetType: "document",
      targetId: row.id,
      details: {
        filename,
        ...(filename !== row.filename && { filename_before: row.filename }),
        from: upload.filename,
        version: number,
        size: upload.size,
        sha256: proven.sha256,
      },
    },
    change,
  };
}

/** The document that an upload is to replace, locked before the upload is, as everybody locks them; null where it is none. */
async function lockReplaced(tx: Transaction, uploadId: string) {
  const [upload] = await tx
    .select({ schoolId: uploads.schoolId, replacesId: uploads.replacesId })
    .from(uploads)
    .where(eq(uploads.id, uploadId));
  return upload?.replacesId ? lockDocument(tx, upload.schoolId, upload.replacesId) : null;
}

/**
 * Whether the uploader may still see what they are to replace. Where nobody asks for them, what the upload was opened
 * for has to say so too: a token may see less than its service account.
 */
async function mayReplace(
  tx: Transaction,
  upload: UploadRow,
  replaced: { restricted: boolean },
  isCleared: boolean | undefined,
): Promise<boolean> {
  if (!replaced.restricted) return true;
  if (isCleared !== undefined) return isCleared;
  const [member] = await tx
    .select({ role: memberships.role, restrictedRead: memberships.restrictedRead })
    .from(memberships)
    .where(and(eq(memberships.schoolId, upload.schoolId), eq(memberships.userId, upload.userId), holds()));
  if (member === undefined || !permissionsOf(member).has("restricted:read")) return false;
  return wasRestricted(tx, upload);
}

/** Whether what an upload is to become was restricted when it was asked for, or has since been deleted for good as such. */
async function wasRestricted(tx: Transaction, { objectId }: UploadRow): Promise<boolean> {
  if (objectId === null) return false;
  const [row] = await tx
    .select({ restricted: objects.restricted })
    .from(objects)
    .where(eq(objects.id, objectId));
  return row?.restricted ?? false;
}

/**
 * Makes a verified upload a document, or the next version of one: document, object, counters, upload, audit and jobs in
 * one transaction.
 * @param isCleared whether who asks for it may see restricted files; where nobody does, what the uploader may counts.
 * @returns whether this call did it; false when another one had settled the upload before, and `gone` when the document
 * that it was to replace is in the trash, or there no more, or not for them: then nothing is changed.
 */
export async function finishUpload(
  subject: AuditSubject,
  uploadId: string,
  proven: Proven,
  isCleared?: boolean,
): Promise<boolean | "gone"> {
  return database().transaction(async (tx) => {
    const replaced = await lockReplaced(tx, uploadId);
    const upload = await lockPending(tx, uploadId);
    if (upload?.objectId == null) return false;
    if (upload.isReplacement && (replaced === null || replaced.deletedAt !== null)) return "gone";
    if (replaced !== null && !(await mayReplace(tx, upload, replaced, isCleared))) return "gone";
    const { objectId } = upload;
    const scan = scanOnArrival(upload.size);
    await tx
      .update(objects)
      .set({ state: "live", storedBytes: upload.size, scan, scanAfter: firstScanAfter(scan) })
      .where(and(eq(objects.id, objectId), eq(objects.state, "pending")));
    const arrived = { ...upload, objectId, scan };
    const wanted = await wantedOf(tx, upload);
    const { documentId, restricted, event, change } =
      replaced === null
        ? await makeDocument(tx, arrived, proven, wanted)
        : await makeVersion(tx, subject, replaced, { upload: arrived, proven, wanted });
    // The class may have been restricted, or made one like others, since the upload was asked for.
    const stale = and(eq(objects.id, objectId), ne(objects.restricted, restricted));
    await tx.update(objects).set({ restricted }).where(stale);
    await tx
      .update(uploads)
      .set({ status: "done", documentId, finishedAt: sql`now()` })
      .where(eq(uploads.id, uploadId));
    await record(tx, subject, event);
    if (scan === "waiting") await requestScan(tx, objectId);
    if (scan === "too_large") await record(tx, subject, tooLargeEvent(documentId, upload));
    const inParts = upload.method === "multipart";
    if (!proven.verified && (inParts || upload.size > HASHED_AT_CONFIRM)) await requestProof(tx, objectId);
    await addCounts(tx, upload.schoolId, [
      change,
      {
        kind: countedAs({ kind: upload.kind, restricted }),
        storedBytes: upload.size,
        storedObjects: 1,
        ...confirmedSends(upload),
      },
    ]);
    return true;
  });
}

/** How an upload can end without becoming a document, or a version of one. */
export type Ending = { status: "refused"; refusal: Refusal } | { status: "aborted" } | { status: "expired" };

/** Whether what an upload was to become is restricted: by the class that it was given, or of what it was to replace. */
async function wouldBeRestricted(tx: Transaction, upload: Meant): Promise<boolean> {
  if (upload.replacesId === null) return (await classOf(tx, upload))?.restricted ?? false;
  const [row] = await tx
    .select({ restricted: documents.restricted })
    .from(documents)
    .where(and(eq(documents.schoolId, upload.schoolId), eq(documents.id, upload.replacesId)));
  return row?.restricted ?? false;
}

/**
 * Ends an upload that becomes no document, and has its object deleted.
 * @returns whether this call did it.
 */
export async function endUpload(subject: AuditSubject, uploadId: string, ending: Ending): Promise<boolean> {
  return database().transaction(async (tx) => {
    const upload = await lockPending(tx, uploadId);
    if (upload === null) return false;
    const refusal = ending.status === "refused" ? ending.refusal : null;
    await tx
      .update(uploads)
      .set({
        status: ending.status,
        refusalCode: refusal?.code ?? null,
        refusalDetails: refusal?.details ?? null,
        finishedAt: sql`now()`,
      })
      .where(eq(uploads.id, uploadId));
    if (upload.objectId !== null) {
      await markDeleting(tx, [upload.objectId]);
      // It was looked at: it is there until the store has deleted it.
      if (refusal !== null) await holdObject(tx, upload.objectId);
    }
    await record(tx, subject, {
      action: `upload.${ending.status}`,
      outcome: refusal ? "failed" : "ok",
      targetType: "upload",
      targetId: uploadId,
      details: {
        filename: upload.filename,
        ...messageFile(upload.kind),
        ...(refusal && { reason: refusal.code }),
      },
    });
    // Of a message's file nobody knows but its readers.
    const isGone = upload.isReplacement && upload.replacesId === null;
    const restricted = await (isGone ? wasRestricted(tx, upload) : wouldBeRestricted(tx, upload));
    if (ending.status !== "aborted" && upload.kind !== "attachment")
      await announce(
        tx,
        upload.schoolId,
        "upload.failed",
        [failedUpload(upload, ending.status, refusal?.code)],
        { restricted },
      );
    const sends = refusal === null ? unconfirmedSends(upload) : confirmedSends(upload);
    await addCounts(tx, upload.schoolId, [{ kind: countedAs({ kind: upload.kind, restricted }), ...sends }]);
    return true;
  });
}
