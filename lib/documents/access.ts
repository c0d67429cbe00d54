import "server-only";
import { Readable } from "node:stream";
import { messageFile } from "#lib/audit/message-file.ts";
import { recordAlone } from "#lib/audit/mutations.ts";
import type { AuditAction, AuditEvent } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findAllReadable, findReadable } from "#lib/documents/data.ts";
import { type DocumentRow, toItem } from "#lib/documents/item.ts";
import { previewMode } from "#lib/documents/preview-mode.ts";
import { type ByteRange, resolveRange } from "#lib/documents/range.ts";
import { unreadable } from "#lib/documents/status.ts";
import type { DocumentItem, OpenedDocument, SignedDownloads } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";
import { store } from "#lib/storage/client.ts";
import { contentDisposition } from "#lib/storage/disposition.ts";
import { tallySigned } from "#lib/storage/meter.ts";
import { openObject } from "#lib/storage/objects.ts";
import { signGet } from "#lib/storage/presign.ts";
import { storeNow } from "#lib/storage/signer.ts";
import { windowOf, within } from "#lib/storage/window.ts";
import { findReadableVersion } from "#lib/versions/data.ts";

/** Seconds a signed download is good for: what is asked when nothing is, and the bounds (seed: 5 to 15 minutes). */
const DEFAULT_SECONDS = 600;
const MIN_SECONDS = 300;
const MAX_SECONDS = 900;

type Signed = {
  url: string;
  expiresAt: string;
  /** For how many seconds from now it is good. */
  seconds: number;
};

/**
 * Holds that the store has a document's bytes as they were uploaded, as far as is known, and that no virus scanner keeps
 * them: half a file is never shown.
 * @throws {AppError} `file_missing`, `file_checking`, `file_infected`, `file_unscannable`.
 */
function requireBytes({ status }: DocumentRow): void {
  const code = unreadable(status);
  if (code !== null) throw new AppError(code, { status });
}

/** Signs a document from `at` on, in ms by the store's clock, for at most `expiresIn` seconds and `actor`'s own time. */
async function sign(
  actor: Actor,
  row: DocumentRow,
  disposition: "inline" | "attachment",
  wanted: { at: number; expiresIn: number },
): Promise<Signed> {
  const target = store();
  const shown = disposition === "inline" || previewMode(row.contentType) !== "none";
  const expiresIn = within(actor.accessEndsAt, wanted.at, wanted.expiresIn);
  const read = {
    key: row.filePath,
    contentType: shown ? row.contentType : "application/octet-stream",
    disposition: contentDisposition(disposition, row.filename),
    expiresIn,
  };
  const url = await signGet(target, read, wanted.at);
  tallySigned({ key: row.filePath, restricted: row.restricted }, url, row.fileSize);
  const left = wanted.at + expiresIn * 1000 - storeNow(target);
  // What is known of the store's clock is up to a second behind, for it tells whole seconds.
  const ends = Math.min(Date.now() + left, actor.accessEndsAt?.getTime() ?? Infinity);
  return { url, expiresAt: new Date(ends).toISOString(), seconds: Math.round(left / 1000) };
}

const signToKeep = (actor: Actor, row: DocumentRow, seconds: number) =>
  sign(actor, row, "attachment", { at: storeNow(store()), expiresIn: seconds });

function eventOf(row: DocumentRow, action: AuditAction, seconds: number | null, asked?: number): AuditEvent {
  // Of what was never replaced there is nothing to tell apart.
  const version = asked ?? (row.version > 1 ? row.version : null);
  return {
    action,
    targetType: "document",
    targetId: row.id,
    details: {
      filename: row.filename,
      ...messageFile(row.kind),
      signed_seconds: seconds,
      ...(version !== null && { version }),
    },
  };
}

async function trace(
  actor: Actor,
  row: DocumentRow,
  action: AuditAction,
  seconds: number | null,
  asked?: number,
): Promise<void> {
  await recordAlone(actor, eventOf(row, action, seconds, asked));
}

/**
 * A signed URL that downloads a document under its own name. The audit has it before the caller does.
 * @param options.expiresIn seconds, 300 to 900; 600 when not given.
 * @param options.version the number of an older version; the current one when not given.
 * @throws {AppError} `not_found`, `forbidden`, `file_*`, `invalid_request` for another lifetime,
 * `storage_not_configured`.
 */
export async function signDownload(
  actor: Actor,
  documentId: string,
  options: { expiresIn?: number | undefined; version?: number | undefined } = {},
): Promise<{ url: string; expiresAt: string }> {
  const seconds = options.expiresIn ?? DEFAULT_SECONDS;
  if (!Number.isInteger(seconds) || seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
    throw new AppError("invalid_request", {
      field: "expires_in",
      minimum: MIN_SECONDS,
      maximum: MAX_SECONDS,
    });
  }
  const row = await findReadableVersion(actor, documentId, options.version);
  requireBytes(row);
  const { url, expiresAt, seconds: signed } = await signToKeep(actor, row, seconds);
  await trace(actor, row, "document.downloaded", signed, options.version);
  return { url, expiresAt };
}

/**
 * Signed URLs that download many documents, each authorized and audited by itself: one that was deleted meanwhile, or
 * that the actor may not read, is refused with its reason and keeps none of the others back.
 * @throws {AppError} `forbidden` for whoever may read nothing at all, `storage_not_configured`.
 */
export async function signDownloads(actor: Actor, documentIds: readonly string[]): Promise<SignedDownloads> {
  const { rows: found, refused } = await findAllReadable(actor, documentIds);
  const rows = found.filter(({ status }) => status === "ready");
  const kept = found.flatMap(({ id, status }) => {
    const code = unreadable(status);
    return code === null ? [] : [{ id, code }];
  });
  const all = await Promise.all(
    rows.map(async (row) => ({ row, ...(await signToKeep(actor, row, MAX_SECONDS)) })),
  );
  await recordAlone(
    actor,
    all.map(({ row, seconds }) => eventOf(row, "document.downloaded", seconds)),
  );
  return {
    signed: all.map(({ row, url, expiresAt }) => ({ id: row.id, url, expiresAt })),
    refused: [...refused, ...kept],
  };
}

/** Within five minutes the address is the same: a browser has what it was shown a moment ago. */
async function signToView(
  actor: Actor,
  row: DocumentRow,
  afresh = false,
): Promise<{ opened: OpenedDocument; seconds: number | null }> {
  const mode = previewMode(row.contentType);
  const opened = { document: toItem(actor, row), mode, url: null, expiresAt: null };
  if (mode === "none") return { opened, seconds: null };
  const now = storeNow(store());
  const { userId, accessEndsAt } = actor;
  const wanted = afresh
    ? { at: now, expiresIn: DEFAULT_SECONDS }
    : windowOf({ userId, accessEndsAt, purpose: "preview" }, now);
  // Our page draws a PDF itself. Opened by itself it would go to the browser's own viewer, which runs the scripts in it.
  const disposition = mode === "pdf" ? "attachment" : "inline";
  const { url, expiresAt, seconds } = await sign(actor, row, disposition, wanted);
  return { opened: { ...opened, url, expiresAt }, seconds };
}

/**
 * Opens a document for viewing, from the trash too. The audit has it before the caller does.
 * @param options.afresh for whom the address that they had did not work: never the same one again.
 * @param options.version the number of an older version; the current one when not given.
 * @throws {AppError} `not_found`, `forbidden`, `file_*`, `storage_not_configured`.
 */
export async function openDocument(
  actor: Actor,
  documentId: string,
  options: { afresh?: boolean; version?: number | undefined } = {},
): Promise<OpenedDocument> {
  const row = await findReadableVersion(actor, documentId, options.version, { trashToo: true });
  requireBytes(row);
  const { opened, seconds } = await signToView(actor, row, options.afresh);
  await trace(actor, row, "document.viewed", seconds, options.version);
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
  const { rows: found } = await findAllReadable(actor, documentIds);
  const rows = found.filter(({ status }) => status === "ready");
  const all = await Promise.all(rows.map(async (row) => ({ row, ...(await signToView(actor, row)) })));
  await recordAlone(
    actor,
    all.map(({ row, seconds }) => eventOf(row, "document.prepared", seconds)),
  );
  return all.map(({ opened }) => opened);
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
 * A document's bytes, or a range of them, through the app: for callers with no direct path to the bucket. The audit has
 * it before the caller does, once for each request that can read something.
 * @param options.number the number of an older version; the current one when not given.
 * @param options.version the version (ETag) that the range was meant for: of another one all bytes come.
 * @param options.headOnly only what they are is wanted, and no byte of them.
 * @throws {AppError} `not_found`, `forbidden`, `file_*`, `invalid_range`, `storage_*`.
 */
export async function openBytes(
  actor: Actor,
  documentId: string,
  wanted: ByteRange | null,
  options: {
    number?: number | undefined;
    version?: string | null;
    headOnly?: boolean;
    signal?: AbortSignal;
  } = {},
) {
  const row = await findReadableVersion(actor, documentId, options.number);
  requireBytes(row);
  const etag = `"${row.objectId}"`;
  const range = (options.version ?? etag) === etag ? wanted : null;
  const part = range && resolveRange(range, row.fileSize);
  if (range !== null && part === null) throw new AppError("invalid_range", { size: row.fileSize });
  if (!options.headOnly) await trace(actor, row, "document.viewed", null, options.number);
  const inline = previewMode(row.contentType) !== "none";
  return {
    /** Opens the transfer; `signal` and a reader who cancels end it at the store. */
    open: async () => {
      const bytes = await openObject(row.filePath, part && `bytes=${part.start}-${part.end}`, options.signal);
      return Readable.toWeb(bytes) as ReadableStream<Uint8Array<ArrayBuffer>>;
    },
    contentType: inline ? row.contentType : "application/octet-stream",
    inline,
    filename: row.filename,
    /** Bytes of the whole document. */
    size: row.fileSize,
    range: part,
    etag,
  };
}
