import { apiMethods } from "#lib/api/methods.ts";
import { abortUpload as operation } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { abortUpload } from "#lib/uploads/abort.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  DELETE: apiRoute(operation, async ({ actor, params }) => {
    await abortUpload(actor, params.id);
    return new Response(null, { status: 204 });
  }),
});
