import { apiMethods } from "#lib/api/methods.ts";
import { readiness } from "#lib/api/readiness.ts";
import { openRoute } from "#lib/api/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: openRoute(async () => {
    const state = await readiness();
    const ready = state.database === "ready" && state.storage === "ready" && !state.draining;
    return Response.json(state, { status: ready ? 200 : 503 });
  }),
});
