import type { z } from "zod";
import { documentAnswer } from "#lib/api/answer.ts";
import { apiMethods } from "#lib/api/methods.ts";
import * as operations from "#lib/api/operations/documents.ts";
import { apiRoute } from "#lib/api/route.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { getDocumentRecord, toRecord } from "#lib/documents/records.data.ts";
import { AppError } from "#lib/errors.ts";

/** What a body says of a document, in the words of the layers below. */
function wordsOf({
  record_class: recordClass,
  alt_text: altText,
  ...others
}: z.output<typeof operations.saying>) {
  return { ...others, recordClass, altText };
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(operations.getDocument, async ({ actor, params }) =>
    documentAnswer(actor, await getDocumentRecord(actor, params.id)),
  ),
  PATCH: apiRoute(operations.editDocument, async ({ actor, params, body }) => {
    const { expected, ...wanted } = body;
    const row = await editDocument(actor, params.id, wordsOf(wanted), wordsOf(expected ?? {}));
    return documentAnswer(actor, await toRecord(actor, row));
  }),
  DELETE: apiRoute(operations.deleteDocument, async ({ actor, params }) => {
    const { ids } = await trashDocuments(actor, [params.id]);
    if (ids.length === 0) throw new AppError("not_found");
    return Response.json({ message: "Document deleted" });
  }),
});
