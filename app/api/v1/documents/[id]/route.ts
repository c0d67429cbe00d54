import { documentAnswer } from "#lib/api/answer.ts";
import { apiMethods } from "#lib/api/methods.ts";
import * as operations from "#lib/api/operations/documents.ts";
import { apiRoute } from "#lib/api/route.ts";
import { getDocumentRecord } from "#lib/documents/data.ts";
import { toRecord } from "#lib/documents/item.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { renameDocument } from "#lib/documents/rename.mutations.ts";
import { AppError } from "#lib/errors.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(operations.getDocument, async ({ actor, params }) =>
    documentAnswer(actor, await getDocumentRecord(actor, params.id)),
  ),
  PATCH: apiRoute(operations.renameDocument, async ({ actor, params, body }) => {
    const { expected, ...wanted } = body;
    return documentAnswer(actor, toRecord(actor, await renameDocument(actor, params.id, wanted, expected)));
  }),
  DELETE: apiRoute(operations.deleteDocument, async ({ actor, params }) => {
    const { ids } = await trashDocuments(actor, [params.id]);
    if (ids.length === 0) throw new AppError("not_found");
    return Response.json({ message: "Document deleted" });
  }),
});
