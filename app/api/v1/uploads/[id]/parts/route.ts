import { apiMethods } from "#lib/api/methods.ts";
import { signParts as operation } from "#lib/api/operations/uploads.ts";
import { apiRoute } from "#lib/api/route.ts";
import { presentParts } from "#lib/api/upload.ts";
import { signParts } from "#lib/uploads/multipart.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: apiRoute(operation, async ({ actor, params, body }) =>
    Response.json(presentParts(await signParts(actor, params.id, body.part_numbers))),
  ),
});
