import { apiMethods } from "#lib/api/methods.ts";
import { readiness } from "#lib/api/readiness.ts";
import { openRoute } from "#lib/api/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: openRoute(async (query) => {
    const state = await readiness();
    const stored = state.storage === "ready" || query.get("without") === "storage";
    const ready = state.database === "ready" && stored && !state.draining;
    return Response.json(state, { status: ready ? 200 : 503 });
  }),
});
