import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { MAX_SINGLE_UPLOAD } from "#lib/documents/constants.ts";
import { AppError } from "#lib/errors.ts";
import { knownError } from "#lib/known-error.ts";
import { FIRST_PAUSE_MS, TRIES } from "#lib/moving/constants.ts";
import { liveUpload, readUpload } from "#lib/moving/journal.data.ts";
import { openItem } from "#lib/moving/journal.mutations.ts";
import type { Described, SourceFile } from "#lib/moving/types.ts";
import { proveChecksum } from "#lib/proofs/prove.ts";
import { storedDisposition } from "#lib/storage/disposition.ts";
import { putObject } from "#lib/storage/objects.ts";
import { checksumProven, type UploadRow } from "#lib/uploads/data.ts";
import { endUpload, insertUpload } from "#lib/uploads/mutations.ts";
import { planUpload } from "#lib/uploads/plan.ts";
import { settleUpload } from "#lib/uploads/settle.ts";
import { sniff } from "#lib/uploads/sniff.ts";
import { refusalOf } from "#lib/uploads/state.ts";

/** A file that is to be stored, and what it is known by at its source. */
export type FileToStore = {
  sourceKey: string;
  path: string;
  stamp: string | null;
  described: Described;
  file: SourceFile;
  /** The document of which it is to become the next version. */
  replaces?: string;
  messageId?: string;
};

const requestOf = ({ described, file, replaces, messageId }: FileToStore) => {
  const { kind, filename, contentType, title, reportType, year, term, studentIds } = described;
  const { size, sha256 } = file;
  return {
    kind,
    filename,
    contentType,
    size,
    sha256,
    title,
    reportType,
    year,
    term,
    studentIds,
    replaces,
    messageId,
  };
};

/**
 * Holds a file against everything that an upload of it would be held against, before a byte of it leaves: the policy of
 * its kind, and what its own bytes say.
 * @throws {AppError} why it is not taken.
 */
export async function judgeFile(actor: Actor, toStore: FileToStore): Promise<void> {
  await authorize(actor, permissionFor(toStore.described.kind, "write"));
  const { contentType } = planUpload(actor, requestOf(toStore), () => "through");
  const { file } = toStore;
  if (file.size > MAX_SINGLE_UPLOAD)
    throw new AppError("file_too_large", { limit: MAX_SINGLE_UPLOAD, size: file.size });
  const refusal = await sniff(contentType, { size: file.size, read: file.read });
  if (refusal !== null) throw new AppError(refusal.code, refusal.details);
}

/** The upload of a journal's row: the one that a killed run has left, or a new one. */
async function openUpload(actor: Actor, importItemId: string, toStore: FileToStore): Promise<UploadRow> {
  const left = await liveUpload(actor, importItemId);
  if (left !== null) return left;
  const plan = planUpload(actor, requestOf(toStore), () => "through");
  const uploadId = await insertUpload(actor, { ...plan, importItemId });
  const upload = await readUpload(actor, uploadId);
  if (upload === null) throw new Error("An upload was not written.");
  return upload;
}

const settle = (actor: Actor, upload: UploadRow) =>
  settleUpload(actor, upload, { isCleared: actor.can("restricted:read") });

/** Sends the bytes under the upload's key, unless they are there: a killed run may have sent them. */
async function send(actor: Actor, upload: UploadRow, { file }: FileToStore): Promise<void> {
  if (upload.status !== "pending") return;
  if ((await settle(actor, upload)).outcome === "settled") return;
  try {
    await putObject(upload.key, file.stream(), {
      contentType: upload.contentType,
      size: file.size,
      disposition: storedDisposition(upload.filename),
      sha256: file.sha256,
    });
  } catch (error) {
    // The answer may be lost, and the bytes be there all the same.
    if ((await settle(actor, upload)).outcome === "settled") return;
    throw error;
  }
  await settle(actor, upload);
}

const isAway = (error: unknown) =>
  ["storage_unavailable", "database_unavailable"].includes(knownError(error)?.code ?? "");

/** Does `work` again while the store or the database is away, for a while. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isAway(error) || tried >= TRIES) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** (tried - 1));
    }
  }
}

/** Large files whose checksum no store has checked are read back now: nothing counts as stored before. */
async function prove(upload: UploadRow): Promise<void> {
  if (await checksumProven(upload)) return;
  if (upload.objectId !== null) await proveChecksum(upload.objectId);
  if (!(await checksumProven(upload))) throw new AppError("checksum_mismatch");
}

/**
 * Stores a file as an upload is stored: rows first, then the object under a key of the server's, then every check, then
 * the document with all that is wanted of it in one transaction. Whatever a killed run has left is gone on with, so that
 * each file is stored exactly once.
 * @returns the document's id, and whether it was there already.
 * @throws {AppError} why it is refused; nothing of it is left then. `storage_*` and `database_unavailable` where they
 * stay away.
 */
export async function storeFile(
  actor: Actor,
  runId: string,
  toStore: FileToStore,
): Promise<{ documentId: string; already: boolean }> {
  const { sourceKey, path, stamp, described, file } = toStore;
  await judgeFile(actor, toStore);
  const { size, sha256 } = file;
  const { wanted, tags } = described;
  const item = await patiently(() =>
    openItem(actor, runId, { sourceKey, path, size, sha256, stamp, wanted, tags }),
  );
  if (item.documentId !== null) return { documentId: item.documentId, already: true };
  const opened = await patiently(() => openUpload(actor, item.id, toStore));
  try {
    await patiently(() => send(actor, opened, toStore));
  } catch (error) {
    // What failed on the way must not wait for the sweeper.
    await endUpload(actor, opened.id, { status: "aborted" }).catch(() => undefined);
    throw error;
  }
  const upload = await patiently(() => readUpload(actor, opened.id));
  const refusal = upload === null ? null : refusalOf(upload);
  if (refusal !== null) throw new AppError(refusal.code, refusal.details);
  if (upload?.status !== "done" || upload.documentId === null) throw new AppError("upload_closed");
  await patiently(() => prove(upload));
  return { documentId: upload.documentId, already: false };
}
