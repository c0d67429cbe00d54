import { getTranslations } from "next-intl/server";
import { namedIn } from "#components/messages/recipient-options.ts";
import type { Attaching } from "#components/messages/start-attaching.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";
import type { Audience } from "#lib/messages/types.ts";
import { multipartThreshold } from "#lib/storage/capabilities.ts";

/** Who attaches here, and what the school takes. */
export function attachingOf(actor: Actor): Attaching {
  return {
    uploader: { id: actor.userId, name: actor.userName, schoolId: actor.schoolId },
    policy: schoolPolicy("attachment", actor.uploadRules),
    inPartsAbove: multipartThreshold(),
  };
}

/** What an audience names, in the reader's words. */
export async function namedOf(to: Audience) {
  const t = await getTranslations("messages");
  return namedIn(to, { everyone: t("everyone"), somebody: t("somebody"), all: (role) => t(`all.${role}`) });
}
