import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { reachableAdministrators, recipientAmong } from "#lib/mail/recipient.data.ts";

/** Who is to be told of which address; null where that is over meanwhile, or they are no administrator any more. */
export async function findDisabled(webhookId: string, userId: string) {
  const [hook] = await database()
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, webhookId), eq(webhooks.state, "disabled")));
  if (hook === undefined) return null;
  const person = await recipientAmong(reachableAdministrators(hook.schoolId), userId);
  return person && { ...person, url: hook.url, reason: hook.disabledFor ?? "failing" };
}
