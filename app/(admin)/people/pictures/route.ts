import { currentActor } from "#lib/auth/session.ts";
import { knownError } from "#lib/known-error.ts";
import { log } from "#lib/log.ts";
import { parseInput } from "#lib/parse-input.ts";
import { picturesOf } from "#lib/profiles/data.ts";
import { people } from "#lib/profiles/schema.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** Addresses of the pictures of people of the reader's school. A route, for actions wait in a line with others. */
export async function GET(request: Request): Promise<Response> {
  try {
    const actor = await currentActor();
    if (actor === null) return new Response(null, { status: 401, headers: NO_STORE });
    const ids = parseInput(people, new URL(request.url).searchParams.getAll("id"));
    return Response.json(await picturesOf(actor, ids), { headers: NO_STORE });
  } catch (error) {
    const known = knownError(error);
    if (known === null) log.error({ err: error }, "pictures could not be listed");
    return new Response(null, { status: known?.status ?? 500, headers: NO_STORE });
  }
}
