import { apiMethods } from "#lib/api/methods.ts";
import { respond } from "#lib/api/respond.ts";
import { scrape } from "#lib/metrics/scrape.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: (request) => respond(request, () => scrape(request.headers)),
});
