"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { openDocument } from "#lib/documents/access.ts";
import { type DocumentQuery, listDocuments } from "#lib/documents/data.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { documentId, documentIds, listQuery } from "#lib/documents/schema.ts";
import type { DocumentPage, OpenedDocument } from "#lib/documents/types.ts";
import { parseInput } from "#lib/parse-input.ts";

/** The next page of a list. */
export async function listDocumentsAction(
  query: Pick<DocumentQuery, "view" | "q" | "kind" | "cursor">,
): Promise<ActionResult<DocumentPage>> {
  return runActorAction((actor) => listDocuments(actor, parseInput(listQuery, query)));
}

/** Opens a document for viewing: its details and, where it can be shown, a signed URL. */
export async function openDocumentAction(id: string): Promise<ActionResult<OpenedDocument>> {
  return runActorAction((actor) => openDocument(actor, parseInput(documentId, id)));
}

/** Moves documents to the trash. */
export async function trashDocumentsAction(ids: string[]): Promise<ActionResult<{ ids: string[] }>> {
  return runActorAction((actor) => trashDocuments(actor, parseInput(documentIds, ids)));
}

/** Takes documents out of the trash. */
export async function restoreDocumentsAction(ids: string[]): Promise<ActionResult<{ ids: string[] }>> {
  return runActorAction((actor) => restoreDocuments(actor, parseInput(documentIds, ids)));
}

/** Deletes documents in the trash for good. */
export async function purgeDocumentsAction(ids: string[]): Promise<ActionResult<{ ids: string[] }>> {
  return runActorAction((actor) => purgeDocuments(actor, parseInput(documentIds, ids)));
}
