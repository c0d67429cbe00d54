import {
  DIVISIONS,
  readUsageQuery,
  type UsageParam,
  type UsageQuery,
} from "#components/usage/usage-query.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { dayOf } from "#lib/usage/days.ts";

/** What an address asks for, of what this reader may ask: all schools are for who looks after the installation. */
export function readQueryOf(actor: Actor, read: (name: UsageParam) => string | undefined) {
  const today = dayOf(new Date());
  const divisions = DIVISIONS.filter((division) => division !== "school" || actor.platformAdmin);
  const query: UsageQuery = readUsageQuery(read, today, divisions);
  return { query, divisions, today };
}
