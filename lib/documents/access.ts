import "server-only";
import { Readable } from "node:stream";
import { recordAlone } from "#lib/audit/mutations.ts";
import type { AuditAction, AuditEvent } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findAllReadable, findReadable } from "#lib/documents/data.ts";
import { type DocumentRow, toItem } from "#lib/documents/item.ts";
import { previewMode } from "#lib/documents/preview-mode.ts";
import { type ByteRange, resolveRange } from "#lib/documents/range.ts";
import type { DocumentItem, OpenedDocument, SignedDownloads } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";
import { store } from "#lib/storage/client.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";
import { openObject } from "#lib/storage/objects.ts";
import { signGet } from "#lib/storage/presign.ts";

/** Seconds a signed download is good for: what is asked when nothing is, and the bounds (seed: 5 to 15 minutes). */
const DEFAULT_SECONDS = 600;
const MIN_SECONDS = 300;
const MAX_SECONDS = 900;

async function sign(row: DocumentRow, disposition: "inline" | "attachment", seconds: number) {
  const inline = disposition === "inline";
  const url = await signGet(store(), {
    key: row.filePath,
    contentType:
      inline || previewMode(row.contentType) !== "none" ? row.contentType : "application/octet-stream",
    disposition: contentDisposition(disposition, row.filename),
    expiresIn: seconds,
  });
  return { url, expiresAt: new Date(Date.now() + seconds * 1000).toISOString() };
}

function eventOf(row: DocumentRow, action: AuditAction, seconds: number | null): AuditEvent {
  return {
    action,
    targetType: "document",
    targetId: row.id,
    details: { filename: row.filename, signed_seconds: seconds },
  };
}

async function trace(
  actor: Actor,
  row: DocumentRow,
  action: AuditAction,
  seconds: number | null,
): Promise<void> {
  await recordAlone(actor, eventOf(row, action, seconds));
}

/**
 * A signed URL that downloads a document under its own name. The audit has it before the caller does.
 * @param options.expiresIn seconds, 300 to 900; 600 when not given.
 * @throws {AppError} `not_found`, `forbidden`, `invalid_request` for another lifetime, `storage_not_configured`.
 */
export async function signDownload(
  actor: Actor,
  documentId: string,
  options: { expiresIn?: number | undefined } = {},
): Promise<{ url: string; expiresAt: string }> {
  const seconds = options.expiresIn ?? DEFAULT_SECONDS;
  if (!Number.isInteger(seconds) || seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
    throw new AppError("invalid_request", {
      field: "expires_in",
      minimum: MIN_SECONDS,
      maximum: MAX_SECONDS,
    });
  }
  const row = await findReadable(actor, documentId);
  const signed = await sign(row, "attachment", seconds);
  await trace(actor, row, "document.downloaded", seconds);
  return signed;
}

/**
 * Signed URLs that download many documents, each authorized and audited by itself: one that was deleted meanwhile, or
 * that the actor may not read, is refused with its reason and keeps none of the others back.
 * @throws {AppError} `forbidden` for whoever may read nothing at all, `storage_not_configured`.
 */
export async function signDownloads(actor: Actor, documentIds: readonly string[]): Promise<SignedDownloads> {
  const { rows, refused } = await findAllReadable(actor, documentIds);
  const signed = await Promise.all(
    rows.map(async (row) => ({ id: row.id, ...(await sign(row, "attachment", MAX_SECONDS)) })),
  );
  await recordAlone(
    actor,
    rows.map((row) => eventOf(row, "document.downloaded", MAX_SECONDS)),
  );
  return { signed, refused };
}

async function signToView(actor: Actor, row: DocumentRow): Promise<OpenedDocument> {
  const mode = previewMode(row.contentType);
  const signed = mode === "none" ? null : await sign(row, "inline", DEFAULT_SECONDS);
  return {
    document: toItem(actor, row),
    mode,
    url: signed?.url ?? null,
    expiresAt: signed?.expiresAt ?? null,
  };
}

/**
 * Opens a document for viewing, from the trash too. The audit has it before the caller does.
 * @throws {AppError} `not_found`, `forbidden`, `storage_not_configured`.
 */
export async function openDocument(actor: Actor, documentId: string): Promise<OpenedDocument> {
  const row = await findReadable(actor, documentId, { trashToo: true });
  const opened = await signToView(actor, row);
  await trace(actor, row, "document.viewed", opened.url === null ? null : DEFAULT_SECONDS);
  return opened;
}

/**
 * Opens documents that may be looked at next. Whoever holds the answer could read them, so the audit has each before
 * the caller does; but as prepared, not as viewed, which `noteView` adds once one of them is shown. What is gone or may
 * not be read is left out.
 * @throws {AppError} `forbidden` for whoever may read nothing at all, `storage_not_configured`.
 */
export async function prepareDocuments(
  actor: Actor,
  documentIds: readonly string[],
): Promise<OpenedDocument[]> {
  const { rows } = await findAllReadable(actor, documentIds);
  const opened = await Promise.all(rows.map((row) => signToView(actor, row)));
  await recordAlone(
    actor,
    rows.map((row) => eventOf(row, "document.prepared", DEFAULT_SECONDS)),
  );
  return opened;
}

/**
 * Notes that a document which was prepared is being looked at.
 * @returns what is known of it now.
 * @throws {AppError} `not_found`, `forbidden`: it may have gone since it was prepared.
 */
export async function noteView(actor: Actor, documentId: string): Promise<DocumentItem> {
  const row = await findReadable(actor, documentId, { trashToo: true });
  await trace(actor, row, "document.viewed", null);
  return toItem(actor, row);
}

/**
 * A document's bytes, or a range of them, through the app: for callers with no direct path to the bucket.
 * @throws {AppError} `not_found`, `forbidden`, `invalid_range`, `storage_*`.
 */
export async function openBytes(
  actor: Actor,
  documentId: string,
  range: ByteRange | null,
  signal?: AbortSignal,
) {
  const row = await findReadable(actor, documentId);
  const part = range && resolveRange(range, row.fileSize);
  if (range !== null && part === null) throw new AppError("invalid_range", { size: row.fileSize });
  await trace(actor, row, "document.viewed", null);
  const inline = previewMode(row.contentType) !== "none";
  return {
    /** Opens the transfer; not called for HEAD, nor for a version that the caller has already. */
    open: async () => {
      const bytes = await openObject(row.filePath, part && `bytes=${part.start}-${part.end}`, signal);
      return Readable.toWeb(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;
    },
    contentType: inline ? row.contentType : "application/octet-stream",
    inline,
    filename: row.filename,
    /** Bytes of the whole document. */
    size: row.fileSize,
    range: part,
    etag: `"${row.objectId}"`,
  };
}
