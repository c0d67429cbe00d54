import { currentActor } from "#lib/auth/session.ts";
import { bulkOverview } from "#lib/bulk/data.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** The reader's latest bulk actions, for a page that watches one. A route, for actions wait in a line with others. */
export async function GET(): Promise<Response> {
  try {
    const actor = await currentActor();
    if (actor === null) return new Response(null, { status: 401, headers: NO_STORE });
    return Response.json(await bulkOverview(actor), { headers: NO_STORE });
  } catch (error) {
    const known = knownError(error);
    if (known === null) log.error({ err: error }, "bulk actions could not be listed");
    return new Response(null, { status: known?.status ?? 500, headers: NO_STORE });
  }
}
