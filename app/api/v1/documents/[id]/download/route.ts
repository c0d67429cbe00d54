import { apiMethods } from "#lib/api/methods.ts";
import { downloadDocument } from "#lib/api/operations/documents.ts";
import { apiRoute } from "#lib/api/route.ts";
import { signDownload } from "#lib/documents/access.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(downloadDocument, async ({ actor, params, query }) => {
    const { url, expiresAt } = await signDownload(actor, params.id, {
      expiresIn: query.expires_in,
      version: query.version,
    });
    return Response.json({ download_url: url, expires_at: expiresAt });
  }),
});
