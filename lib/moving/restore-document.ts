import "server-only";
import { v4 } from "uuid";
import type { Actor } from "#lib/auth/actor.ts";
import { AppError } from "#lib/errors.ts";
import { knownError } from "#lib/known-error.ts";
import type { ExportedDocument, ExportedVersion } from "#lib/moving/export-format.ts";
import { type OpenExport, openExported } from "#lib/moving/export-read.ts";
import { findStored } from "#lib/moving/journal.data.ts";
import { isDone, noteDone, restoreTrash } from "#lib/moving/restore-after.mutations.ts";
import { messageHere } from "#lib/moving/restore-messages.mutations.ts";
import { studentsHere } from "#lib/moving/restore-people.mutations.ts";
import { versionKey } from "#lib/moving/source-key.ts";
import { type FileToStore, judgeFile, storeFile } from "#lib/moving/store-file.ts";
import type { Described, Outcome, SourceFile, Wanted } from "#lib/moving/types.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";

/** What an export's documents need to know of what came before them. */
export type Restoring = {
  opened: OpenExport;
  runId: string;
  /** Ids here by those of the export. */
  people: ReadonlyMap<string, string>;
  classes: ReadonlyMap<string, string>;
  isDry: boolean;
  onOutcome: (outcome: Outcome) => void;
};

/** Of the first version that is there: everything that is the document's own. */
async function wantedOf(actor: Actor, restoring: Restoring, document: ExportedDocument): Promise<Wanted> {
  const { people, classes } = restoring;
  const uploadedBy = people.get(document.uploaded_by);
  const recordClassId = document.record_class === null ? undefined : classes.get(document.record_class);
  return {
    ...(uploadedBy !== undefined && { uploadedBy }),
    uploadedAt: document.uploaded_at,
    ...(recordClassId !== undefined && { recordClassId }),
    ...(document.notes !== null && { notes: document.notes }),
    ...(document.alt_text !== null && { altText: document.alt_text }),
    year: document.year,
  };
}

/** What a version was. The first one of a document is the document's: nobody replaced anything. */
function versionWanted({ people }: Restoring, document: ExportedDocument, version: ExportedVersion) {
  const isFirst =
    version.number === 1 &&
    version.uploaded_by === document.uploaded_by &&
    version.uploaded_at === document.uploaded_at;
  return {
    number: version.number,
    by: isFirst ? null : (people.get(version.uploaded_by) ?? null),
    at: isFirst ? null : version.uploaded_at,
    restoredFrom: version.restored_from,
  };
}

async function describe(
  actor: Actor,
  restoring: Restoring,
  document: ExportedDocument,
  { version, isNew }: { version: ExportedVersion; isNew: boolean },
): Promise<Described> {
  const { opened, isDry } = restoring;
  const wanted = isNew ? await wantedOf(actor, restoring, document) : {};
  const wantsStudents = isNew && !isDry;
  return {
    kind: document.kind,
    filename: version.filename,
    contentType: version.content_type,
    studentIds: wantsStudents ? await studentsHere(actor, opened.school.id, document.students) : [],
    tags: isNew ? document.tags : [],
    wanted: { ...wanted, version: versionWanted(restoring, document, version) },
    ...(document.title !== null && { title: document.title }),
    ...(document.report_type !== null && { reportType: document.report_type }),
    ...(document.year !== null && { year: document.year }),
    ...(document.term !== null && { term: document.term }),
  };
}

async function messageOf(actor: Actor, { opened, isDry }: Restoring, document: ExportedDocument) {
  if (document.message === null) return {};
  const here = isDry ? v4() : await messageHere(actor, opened.school.id, document.message);
  return here === null ? {} : { messageId: here };
}

async function bytesOf({ opened }: Restoring, version: ExportedVersion): Promise<SourceFile | null> {
  if (version.file === null) return null;
  try {
    return await openExported(opened, version.file);
  } catch (error) {
    if (knownError(error) !== null) throw error;
    return null;
  }
}

type Place = { documentId: string | null; gone: boolean };

/** Stores one version, behind the one that is there. */
async function restoreVersion(
  actor: Actor,
  restoring: Restoring,
  document: ExportedDocument,
  { version, before }: { version: ExportedVersion; before: Place },
): Promise<{ outcome: Outcome; place: Place }> {
  const { opened, runId, isDry } = restoring;
  const path = version.file ?? version.filename;
  const { size } = version;
  const sourceKey = versionKey(opened.school.id, document.id, version.number);
  const stored = await findStored(actor, sourceKey);
  if (stored !== null) {
    const outcome = { path, size, is: "already", ...stored } as const;
    return { outcome, place: { documentId: stored.documentId, gone: stored.gone } };
  }
  const leftOut = (why: "bytes_missing" | "bytes_differ") =>
    ({ outcome: { path, size, is: "left_out", why }, place: before }) as const;
  if (version.bytes !== "whole")
    return leftOut(version.bytes === "differs" ? "bytes_differ" : "bytes_missing");
  await using file = await bytesOf(restoring, version);
  if (file === null) return leftOut("bytes_missing");
  if (file.sha256 !== version.sha256) return leftOut("bytes_differ");
  const isNew = before.documentId === null;
  const toStore: FileToStore = {
    sourceKey,
    path,
    stamp: null,
    described: await describe(actor, restoring, document, { version, isNew }),
    file,
    ...(before.documentId !== null && { replaces: before.documentId }),
    ...(await messageOf(actor, restoring, document)),
  };
  const { sha256 } = file;
  if (isDry) {
    await judgeFile(actor, toStore);
    return { outcome: { path, size, is: "stored", documentId: null, sha256 }, place: before };
  }
  const { documentId } = await storeFile(actor, runId, toStore);
  return { outcome: { path, size, is: "stored", documentId, sha256 }, place: { documentId, gone: false } };
}

async function publishAgain(actor: Actor, source: string, ids: { there: string; here: string }) {
  if (await isDone(actor, source, "published", ids.there)) return;
  try {
    await publishDocument(actor, ids.here);
  } catch (error) {
    // Without a public bucket it stays as private as all others; the command says so.
    if (!(error instanceof AppError)) throw error;
    if (!["public_not_configured", "not_publishable", "not_found"].includes(error.code)) throw error;
    return;
  }
  await noteDone(actor, source, { step: "published", id: ids.there, localId: ids.here });
}

/** What stops a whole run, and what is said of one file alone. */
function refusalOf(error: unknown, path: string, size: number, stops: ReadonlySet<string>): Outcome {
  const known = knownError(error);
  if (known === null || stops.has(known.code)) throw error;
  return { path, size, is: "refused", code: known.code, details: known.details };
}

/**
 * Restores a document of an export with its versions, oldest first, each exactly once; then it goes into the trash, or is
 * made public, where it was. A version that cannot be taken is told, and the others come all the same.
 */
export async function restoreDocument(
  actor: Actor,
  restoring: Restoring,
  document: ExportedDocument,
  stops: ReadonlySet<string>,
): Promise<void> {
  let place: Place = { documentId: null, gone: false };
  for (const version of document.versions) {
    try {
      const restored = await restoreVersion(actor, restoring, document, { version, before: place });
      place = restored.place;
      restoring.onOutcome(restored.outcome);
    } catch (error) {
      restoring.onOutcome(refusalOf(error, version.file ?? version.filename, version.size, stops));
    }
    // Deleted here since it was imported: nothing is put behind what is gone.
    if (place.gone) return;
  }
  if (place.documentId === null || restoring.isDry) return;
  const ids = { there: document.id, here: place.documentId };
  const source = restoring.opened.school.id;
  await noteDone(actor, source, { step: "document", id: document.id, localId: ids.here });
  if (document.deleted_at !== null) await restoreTrash(actor, source, ids);
  else if (document.public) await publishAgain(actor, source, ids);
}
