import { bytesResponse } from "#lib/api/bytes.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { previewDocument } from "#lib/api/operations/documents.ts";
import { apiRoute } from "#lib/api/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(previewDocument, ({ actor, params, query, request }) =>
    bytesResponse(actor, params.id, request, query.version),
  ),
});
