import { headers } from "next/headers";
import type { Actor } from "#lib/auth/actor.ts";
import { requireActor } from "#lib/auth/session.ts";
import { PATH_HEADER } from "#lib/http/path-header.ts";

/** Whose page this is; whoever is not signed in goes there first, and comes back to this very address. */
export async function pageActor(): Promise<Actor> {
  return requireActor((await headers()).get(PATH_HEADER) ?? undefined);
}
