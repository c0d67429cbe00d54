import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { record } from "#lib/audit/mutations.ts";
import type { AuditEvent } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { findReadable } from "#lib/documents/data.ts";
import { describe } from "#lib/documents/describe.mutations.ts";
import type { DocumentRow } from "#lib/documents/item.ts";
import { nameProblem } from "#lib/documents/names.ts";
import { editPermissions, isCleared } from "#lib/documents/rights.ts";
import { type LockedRow, lockRows } from "#lib/documents/rows.mutations.ts";
import type { Describing, Naming } from "#lib/documents/types.ts";
import { AppError } from "#lib/errors.ts";
import { foldName } from "#lib/storage/filename.ts";
import { announceDocuments } from "#lib/webhooks/emit.mutations.ts";

type Named = Pick<DocumentRow, "filename" | "title" | "altText" | "kind" | "contentType">;
type Changes = Partial<Pick<DocumentRow, "filename" | "title" | "altText">>;

const MAX_TITLE = 255;
const MAX_ALT_TEXT = 500;

function checkText(text: string | null, field: string, limit: number): void {
  if (text === null) return;
  const good = text !== "" && text.length <= limit && text.isWellFormed() && !text.includes("\0");
  if (!good) throw new AppError("invalid_request", { field });
}

/**
 * What of `wanted` is another than the row has. What the row has already needs no one's leave, so two who want the
 * same, or one who asks twice, are told that it is done.
 * @throws {AppError} `conflict` where the row is not as it was `seen`, with what it is now; `invalid_filename`,
 * `extension_mismatch`, `invalid_request`.
 */
function changes(row: Named, wanted: Naming, seen: Naming): Changes {
  const { filename = row.filename, title = row.title, altText = row.altText } = wanted;
  const renamed = filename !== row.filename;
  const retitled = title !== row.title;
  const redescribed = altText !== row.altText;
  const moved =
    (renamed && seen.filename !== undefined && seen.filename !== row.filename) ||
    (retitled && seen.title !== undefined && seen.title !== row.title) ||
    (redescribed && seen.altText !== undefined && seen.altText !== row.altText);
  if (moved) {
    const said = row.altText === null ? {} : { alt_text: row.altText };
    throw new AppError("conflict", { filename: row.filename, title: row.title ?? "", ...said });
  }
  const problem = renamed ? nameProblem(filename, row.contentType) : null;
  if (problem !== null) throw new AppError(problem.code, problem.details);
  if (retitled) checkText(title, "title", MAX_TITLE);
  if (redescribed && row.kind !== "media") throw new AppError("invalid_request", { field: "alt_text" });
  if (redescribed) checkText(altText, "alt_text", MAX_ALT_TEXT);
  return { ...(renamed && { filename }), ...(retitled && { title }), ...(redescribed && { altText }) };
}

function eventsOf(id: string, before: Named, after: Changes): AuditEvent[] {
  const target = { targetType: "document", targetId: id };
  const details: NonNullable<AuditEvent["details"]> = {};
  if (after.filename !== undefined) {
    details.filename_before = before.filename;
    details.filename = after.filename;
  }
  if (after.title !== undefined) {
    details.title_before = before.title;
    details.title = after.title;
  }
  const said = { alt_text_before: before.altText, alt_text: after.altText ?? null };
  return [
    ...(Object.keys(details).length > 0 ? [{ action: "document.renamed" as const, ...target, details }] : []),
    ...(after.altText === undefined
      ? []
      : [{ action: "document.alt_text_changed" as const, ...target, details: said }]),
  ];
}

/** Gives a locked row the name, title and alternative text that are wanted of it; answers whether they were news to it. */
async function rename(tx: Transaction, actor: Actor, row: LockedRow, wanted: Naming, seen: Naming) {
  const change = changes(row, wanted, seen);
  if (Object.keys(change).length === 0) return false;
  await tx
    .update(documents)
    .set({ ...change, nameSort: foldName(change.filename ?? row.filename) })
    .where(and(eq(documents.schoolId, actor.schoolId), eq(documents.id, row.id)));
  await record(tx, actor, eventsOf(row.id, row, change));
  return true;
}

/**
 * Gives a document another name, title, alternative text, record class, year, notes or tags: all that is wanted, or nothing. Its object
 * keeps its key; downloads carry the new name.
 * @param seen what the caller has seen of what it changes: where that is not so any more, nothing is overwritten.
 * @returns the row as it is now.
 * @throws {AppError} `not_found` for one that is not there or in the trash, `forbidden`, `conflict`, with the name and
 * title of now where it is about these, `invalid_filename`, `extension_mismatch`, `invalid_request`,
 * `record_class_not_found`, `too_many_tags`.
 */
export async function editDocument(
  actor: Actor,
  documentId: string,
  wanted: Naming & Describing,
  seen: Naming & Describing = {},
): Promise<DocumentRow> {
  const row = await findReadable(actor, documentId);
  for (const permission of editPermissions(actor, row)) {
    await authorize(actor, permission, { type: "document", id: row.id });
  }
  return database().transaction(async (tx) => {
    const [before] = await lockRows(tx, actor.schoolId, [row.id], false);
    if (before === undefined || !isCleared(actor, before)) throw new AppError("not_found");
    const renamed = await rename(tx, actor, before, wanted, seen);
    const described = await describe(tx, actor, before, wanted, seen);
    if (renamed || described) await announceDocuments(tx, actor.schoolId, "document.updated", [row.id]);
    const [now] = await tx
      .select()
      .from(documents)
      .where(
        and(eq(documents.schoolId, actor.schoolId), eq(documents.id, row.id), isNull(documents.deletedAt)),
      );
    return { ...row, ...now };
  });
}
