import {
  DIVISIONS,
  type Division,
  readUsageQuery,
  type UsageParam,
  type UsageQuery,
} from "#components/usage/usage-query.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { type Day, dayOf } from "#lib/usage/days.ts";
import type { UsageScope } from "#lib/usage/types.ts";

/** What a reader may have divided: all schools are for who looks after the installation, their own school for its own. */
function divisionsFor(actor: Actor): Division[] {
  return DIVISIONS.filter((division) => {
    if (division === "school") return actor.platformAdmin;
    return actor.can("usage:read") && (division !== "group" || actor.can("students:read"));
  });
}

/** What an address asks for, of what this reader may ask; null for whom there is nothing. */
export function readQueryOf(
  actor: Actor,
  read: (name: UsageParam) => string | undefined,
): { query: UsageQuery; divisions: Division[]; scope: UsageScope; today: Day } | null {
  const divisions = divisionsFor(actor);
  if (divisions.length === 0) return null;
  const today = dayOf(new Date());
  const scope = actor.can("usage:read") ? "school" : "platform";
  return { query: readUsageQuery(read, today, divisions), divisions, scope, today };
}
