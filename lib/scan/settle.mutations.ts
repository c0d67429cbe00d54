import "server-only";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { uploads } from "#db/schema/uploads.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditSubject } from "#lib/audit/types.ts";
import type { Status } from "#lib/documents/status.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { ownerOf } from "#lib/proofs/data.ts";
import { withdrawRows } from "#lib/publishing/withdraw.mutations.ts";
import { type Scan, statusFor } from "#lib/scan/arrival.mutations.ts";
import { infectedEvent, releasedEvent, tooLargeEvent } from "#lib/scan/event.ts";
import type { Verdict } from "#lib/scan/reply.ts";
import { passesTooLarge } from "#lib/scan/scanner.ts";
import { markDeleting } from "#lib/storage/deleting.mutations.ts";
import { requestThumbnail } from "#lib/thumbnails/mutations.ts";
import { failedUpload } from "#lib/uploads/failed.ts";
import { announce, announceDocuments } from "#lib/webhooks/emit.mutations.ts";

/** How the command that lets files through has it. */
type Release = { is: "released" };

type Scanned = Exclude<Scan, null>;

type Held = { row: typeof documents.$inferSelect; isCurrent: boolean; version: number | null };

/** Whose an object is, with the document locked; null once it is nobody's. */
async function lockOwner(tx: Transaction, objectId: string): Promise<Held | null> {
  const before = await ownerOf(tx, objectId);
  if (before === null) return null;
  const [row] = await tx.select().from(documents).where(eq(documents.id, before.documentId)).for("update");
  // Only now it stays what it is: the current version, or an old one.
  const owner = row && (await ownerOf(tx, objectId));
  if (!row || !owner) return null;
  if (owner.isCurrent) return { row, isCurrent: true, version: row.version > 1 ? row.version : null };
  const [old] = await tx
    .select({ number: documentVersions.number })
    .from(documentVersions)
    .where(eq(documentVersions.objectId, objectId));
  return { row, isCurrent: false, version: old?.number ?? null };
}

/** The object, locked, where a verdict still means something for it. */
async function lockScanned(tx: Transaction, objectId: string, from: readonly Scanned[]) {
  const open = and(eq(objects.id, objectId), eq(objects.state, "live"), inArray(objects.scan, [...from]));
  const [row] = await tx
    .select({ scan: objects.scan, size: objects.size })
    .from(objects)
    .where(open)
    .for("update");
  return row ?? null;
}

/**
 * What the object has to be for a verdict to mean anything. That something was found is heard whatever was said
 * meanwhile: by another scan that ran beside it, or by the operator who let everything through.
 */
const openTo = (verdict: Verdict | Release): readonly Scanned[] =>
  verdict.is === "infected" ? ["asked", "waiting", "clean", "released", "too_large"] : ["asked", "waiting"];

/** What the object is from now on. What could be read while it was asked about is kept from nobody for its size. */
function outcomeOf(scan: Scan, verdict: Verdict | Release): Scanned {
  if (verdict.is !== "too_large" && verdict.is !== "over_limits") return verdict.is;
  const isPassed = verdict.is === "too_large" && passesTooLarge();
  return scan === "asked" || isPassed ? "released" : "too_large";
}

/** Gives the bytes their status where the scanner is who decides about it: lost and damaged ones stay so. */
async function setStatus(tx: Transaction, { isCurrent }: Held, objectId: string, status: Status) {
  const table = isCurrent ? documents : documentVersions;
  const ours: SQL = inArray(table.status, ["ready", "checking", "infected", "unscannable"]);
  const rows = await tx
    .update(table)
    .set({ status })
    .where(and(eq(table.objectId, objectId), ours, sql`${table.status} <> ${status}`))
    .returning({ id: table.objectId });
  return rows.length > 0;
}

/** Takes away what was made of bytes in which something was found, and tells whoever waits for their upload. */
async function withdrawInfected(tx: Transaction, subject: AuditSubject, held: Held, objectId: string) {
  const { row, isCurrent } = held;
  if (isCurrent) {
    await withdrawRows(tx, subject, [row]);
    await tx.update(documents).set({ thumbnailObjectId: null }).where(eq(documents.id, row.id));
    if (row.thumbnailObjectId !== null) await markDeleting(tx, [row.thumbnailObjectId]);
  }
  const refused = await tx
    .update(uploads)
    .set({ status: "refused", refusalCode: "virus_found", refusalDetails: {} })
    .where(and(eq(uploads.objectId, objectId), eq(uploads.status, "done")))
    .returning();
  // Of a message's file nobody knows but its readers.
  const told = refused.filter(({ kind }) => kind !== "attachment");
  await announce(
    tx,
    row.schoolId,
    "upload.failed",
    told.map((upload) => failedUpload(upload, "refused", "virus_found")),
    { restricted: row.restricted },
  );
}

/**
 * Notes a verdict: the bytes can be read from now on, or never, in one transaction with all that follows from it. Safe to
 * repeat.
 * @param from what the object has to be for it.
 * @returns what it is now; null where the verdict came too late to mean anything.
 */
export async function settleScan(
  objectId: string,
  verdict: Verdict | Release,
  from: readonly Scanned[] = openTo(verdict),
): Promise<Scanned | null> {
  return database().transaction(async (tx) => {
    const held = await lockOwner(tx, objectId);
    const object = await lockScanned(tx, objectId, from);
    if (object === null) return null;
    const scan = outcomeOf(object.scan, verdict);
    const scanFound = verdict.is === "infected" ? verdict.found : null;
    await tx
      .update(objects)
      .set({ scan, scanFound, scannedAt: sql`now()`, scanTries: 0, scanAfter: null })
      .where(eq(objects.id, objectId));
    if (held === null) return scan;
    const { row, isCurrent } = held;
    const subject = { schoolId: row.schoolId, userId: row.uploadedBy, origin: localOrigin("worker") };
    const file = { kind: row.kind, filename: row.filename, size: object.size };
    const changed = await setStatus(tx, held, objectId, statusFor(scan));
    if (verdict.is === "infected") {
      await withdrawInfected(tx, subject, held, objectId);
      await record(tx, subject, infectedEvent(row.id, file, { found: verdict.found, version: held.version }));
    }
    if (scan === "too_large") await record(tx, subject, tooLargeEvent(row.id, file));
    if (scan === "released" && object.scan !== "asked")
      await record(tx, subject, releasedEvent(row.id, file));
    if (!changed || !isCurrent) return scan;
    if (statusFor(scan) === "ready") await requestThumbnail(tx, row);
    if (row.deletedAt === null) await announceDocuments(tx, row.schoolId, "document.updated", [row.id]);
    return scan;
  });
}

/**
 * Lets everything through that waits for a scanner or is too large for one. What something was found in stays where it
 * is.
 * @param schoolId of one school; of all where it is not given.
 * @returns how many files.
 */
export async function releaseAll(schoolId?: string): Promise<number> {
  let released = 0;
  for (;;) {
    const some = await database()
      .select({ id: objects.id })
      .from(objects)
      .where(
        and(
          sql`${objects.scan} in ('waiting', 'too_large') and ${objects.state} = 'live'`,
          schoolId === undefined ? undefined : eq(objects.schoolId, schoolId),
        ),
      )
      .limit(100);
    if (some.length === 0) return released;
    for (const { id } of some) {
      const now = await settleScan(id, { is: "released" }, ["waiting", "too_large"]);
      released += now === null ? 0 : 1;
    }
  }
}
