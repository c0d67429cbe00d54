import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { schools } from "#db/schema/schools.ts";
import { users } from "#db/schema/users.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { reachable } from "#lib/quota/warn.data.ts";

/** Who is to be told of which address; null where that is over meanwhile, or they are no administrator any more. */
export async function findDisabled(webhookId: string, userId: string) {
  const [hook] = await database()
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, webhookId), eq(webhooks.state, "disabled")));
  if (hook === undefined) return null;
  const [person] = await database()
    .select({
      name: users.name,
      email: users.email,
      locale: users.locale,
      school: schools.name,
      schoolLocale: schools.locale,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(schools, eq(schools.id, memberships.schoolId))
    .where(and(reachable(hook.schoolId), eq(users.id, userId)));
  if (person === undefined || person.email === null) return null;
  const { name, email, school } = person;
  const locale = person.locale ?? person.schoolLocale;
  return { name, email, school, locale, url: hook.url, reason: hook.disabledFor ?? "failing" };
}
