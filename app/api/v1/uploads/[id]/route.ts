import { apiMethods } from "#lib/api/methods.ts";
import { abortUpload as abortOperation, uploadState as stateOperation } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentState } from "#lib/api/upload.ts";
import { abortUpload } from "#lib/uploads/abort.ts";
import { uploadState } from "#lib/uploads/state.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(stateOperation, async ({ actor, params }) =>
    Response.json(presentState(await uploadState(actor, params.id))),
  ),
  DELETE: apiRoute(abortOperation, async ({ actor, params }) => {
    await abortUpload(actor, params.id);
    return new Response(null, { status: 204 });
  }),
});
