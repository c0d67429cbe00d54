import { apiMethods } from "#lib/api/methods.ts";
import { openRoute } from "#lib/api/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: openRoute(async () => Response.json({ status: "alive" })),
});
