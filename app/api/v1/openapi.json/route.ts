import { apiMethods } from "#lib/api/methods.ts";
import { openApiDocument } from "#lib/api/openapi.ts";
import { OPERATIONS } from "#lib/api/operations/all.ts";
import { openRoute } from "#lib/api/route.ts";

let document: string | undefined;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: openRoute(async () => {
    document ??= JSON.stringify(openApiDocument(OPERATIONS));
    return new Response(document, { headers: { "Content-Type": "application/json" } });
  }),
});
