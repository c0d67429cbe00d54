import { apiMethods } from "#lib/api/methods.ts";
import { listVersions } from "#lib/api/operations/versions.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentVersions } from "#lib/api/version.ts";
import { listVersions as versionsOf } from "#lib/versions/data.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(listVersions, async ({ actor, params, query }) =>
    Response.json(presentVersions(await versionsOf(actor, params.id, query.cursor ?? null))),
  ),
});
