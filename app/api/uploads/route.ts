import { readJson } from "#lib/api/body.ts";
import { parseInput } from "#lib/api/input.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { countRequest } from "#lib/api/rate.ts";
import { underId } from "#lib/api/request-id.ts";
import { respond } from "#lib/api/respond.ts";
import { actorFromRequest } from "#lib/auth/request.ts";
import { requireSchool } from "#lib/auth/require-school.ts";
import { offerUploads } from "#lib/uploads/offer.ts";
import { uploadOffer } from "#lib/uploads/schema.ts";

/**
 * The page's own way to open uploads, at most 50 in a call; each gets its own answer. `schoolId` is the school that the
 * page shows: another tab may have changed to another since, and a file must never arrive in a school that it was not
 * meant for.
 */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  POST: (request) =>
    respond(request, async (also, id) => {
      const actor = await actorFromRequest(underId(request, id));
      await countRequest(actor, also);
      const { schoolId, files } = parseInput(uploadOffer, await readJson(request));
      requireSchool(actor, schoolId);
      return Response.json({ offers: await offerUploads(actor, files) });
    }),
});
