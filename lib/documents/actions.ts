"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { noteView, openDocument, prepareDocuments, signDownloads } from "#lib/documents/access.ts";
import { countDocuments, type DocumentQuery, listDocuments, listUploaders } from "#lib/documents/data.ts";
import { describedDocument } from "#lib/documents/description.data.ts";
import { documentQuery } from "#lib/documents/document-query.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { listFilterChoices } from "#lib/documents/filter-choices.data.ts";
import { documentHistory } from "#lib/documents/history.data.ts";
import { type ListParam, readListQuery } from "#lib/documents/list-query.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { listRecentDocuments } from "#lib/documents/recent.data.ts";
import {
  describing,
  documentId,
  documentIds,
  historyRequest,
  listRequest,
  neighbourIds,
  renaming,
} from "#lib/documents/schema.ts";
import type {
  Describing,
  Description,
  DocumentItem,
  DocumentPage,
  FilterChoices,
  HistoryCursor,
  HistoryPage,
  Naming,
  OpenedDocument,
  SignedDownloads,
} from "#lib/documents/types.ts";
import { parseInput } from "#lib/parse-input.ts";
import type { RecordClass } from "#lib/record-classes/types.ts";

type ListRequest = {
  view: DocumentQuery["view"];
  params: Partial<Record<ListParam, string | null>>;
};

/** What a list is asked for by its reader. */
function askedOf(actor: Actor, request: ListRequest & { cursor?: string | null }) {
  const { view, params, cursor } = parseInput(listRequest, request);
  const query = readListQuery((name) => params[name]);
  return { ...documentQuery(query, actor.timeZone), view, cursor };
}

/** The next page of a list. */
export async function listDocumentsAction(
  request: ListRequest & { cursor: string | null },
): Promise<ActionResult<DocumentPage>> {
  return runActorAction((actor) => listDocuments(actor, askedOf(actor, request)));
}

/** The first page of a list as it is now, and how many there are. */
export async function rereadDocumentsAction(
  request: ListRequest,
): Promise<ActionResult<{ page: DocumentPage; count: { count: number; more: boolean } }>> {
  return runActorAction(async (actor) => {
    const query = askedOf(actor, request);
    const [page, count] = await Promise.all([listDocuments(actor, query), countDocuments(actor, query)]);
    return { page, count };
  });
}

/** Those who have added files that the reader can see. */
export async function listUploadersAction(): Promise<ActionResult<{ id: string; name: string }[]>> {
  return runActorAction((actor) => listUploaders(actor));
}

/** What the reader can narrow lists to: record classes, years and tags. */
export async function listFilterChoicesAction(): Promise<ActionResult<FilterChoices>> {
  return runActorAction((actor) => listFilterChoices(actor));
}

/** The files that the reader worked with last. */
export async function listRecentDocumentsAction(): Promise<ActionResult<DocumentItem[]>> {
  return runActorAction((actor) => listRecentDocuments(actor));
}

/** Signed URLs of up to 500 documents, to be gathered in the browser. */
export async function signDownloadsAction(ids: string[]): Promise<ActionResult<SignedDownloads>> {
  return runActorAction((actor) => signDownloads(actor, parseInput(documentIds, ids)));
}

/**
 * Opens a document for viewing: its details and, where it can be shown, a signed URL.
 * @param afresh when the URL from before did not work.
 */
export async function openDocumentAction(id: string, afresh = false): Promise<ActionResult<OpenedDocument>> {
  return runActorAction((actor) => openDocument(actor, parseInput(documentId, id), { afresh }));
}

/** Gives a document another name or title, unless it has another than was `seen` by now. */
export async function renameDocumentAction(request: {
  id: string;
  wanted: Naming;
  seen: Naming;
}): Promise<ActionResult<{ filename: string; title: string | null; altText: string | null }>> {
  return runActorAction(async (actor) => {
    const { id, wanted, seen } = parseInput(renaming, request);
    const { filename, title, altText } = await editDocument(actor, id, wanted, seen);
    return { filename, title, altText };
  });
}

/** What has been said of a document, and the record classes that it can be given. */
export async function describedDocumentAction(
  id: string,
): Promise<ActionResult<{ description: Description; classes: RecordClass[] }>> {
  return runActorAction((actor) => describedDocument(actor, parseInput(documentId, id)));
}

/** Says something of a document, unless something else than was `seen` has been said by now; answers all that is said. */
export async function describeDocumentAction(request: {
  id: string;
  wanted: Describing;
  seen: Describing;
}): Promise<ActionResult<Description>> {
  return runActorAction(async (actor) => {
    const { id, wanted, seen } = parseInput(describing, request);
    await editDocument(actor, id, wanted, seen);
    return (await describedDocument(actor, id)).description;
  });
}

/** Opens the neighbours of a document before anybody asks to see them. It does not count as a view. */
export async function prepareDocumentsAction(ids: string[]): Promise<ActionResult<OpenedDocument[]>> {
  return runActorAction((actor) => prepareDocuments(actor, parseInput(neighbourIds, ids)));
}

/** Notes that a document which was prepared is being looked at now, and answers what is known of it now. */
export async function noteViewAction(id: string): Promise<ActionResult<DocumentItem>> {
  return runActorAction((actor) => noteView(actor, parseInput(documentId, id)));
}

/** What happened to a document, newest first, behind `after`. */
export async function documentHistoryAction(request: {
  id: string;
  after: HistoryCursor | null;
}): Promise<ActionResult<HistoryPage>> {
  return runActorAction((actor) => {
    const { id, after } = parseInput(historyRequest, request);
    return documentHistory(actor, id, after);
  });
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
