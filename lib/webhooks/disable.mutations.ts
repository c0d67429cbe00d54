import "server-only";
import { eq } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import { memberships } from "#db/schema/memberships.ts";
import { users } from "#db/schema/users.ts";
import { webhooks } from "#db/schema/webhooks.ts";
import { record } from "#lib/audit/mutations.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { addJob } from "#lib/jobs/mutations.ts";
import { reachableAdministrators } from "#lib/mail/recipient.data.ts";
import type { DISABLED_FOR } from "#lib/webhooks/constants.ts";

/**
 * Switches an address off, and has the school's administrators written to.
 * @returns false: nothing more is sent to it.
 */
export async function disable(
  tx: Transaction,
  hook: { id: string; schoolId: string },
  reason: (typeof DISABLED_FOR)[number],
): Promise<false> {
  await tx.update(webhooks).set({ state: "disabled", disabledFor: reason }).where(eq(webhooks.id, hook.id));
  await record(
    tx,
    { schoolId: hook.schoolId, origin: localOrigin("worker") },
    {
      action: "webhook.disabled",
      outcome: "failed",
      targetType: "webhook",
      targetId: hook.id,
      details: { reason },
    },
  );
  const administrators = await tx
    .select({ userId: users.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(reachableAdministrators(hook.schoolId));
  const at = new Date().toISOString();
  for (const { userId } of administrators) {
    await addJob(tx, "mail_webhook_disabled", { webhookId: hook.id, userId, at });
  }
  return false;
}

/** `disable` by itself. */
export async function disableAlone(
  hook: { id: string; schoolId: string },
  reason: (typeof DISABLED_FOR)[number],
): Promise<void> {
  await database().transaction((tx) => disable(tx, hook, reason));
}
