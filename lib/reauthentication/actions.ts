"use server";

import { getLocale, getMessages } from "next-intl/server";
import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Locale } from "#lib/i18n/constants.ts";
import { parseInput } from "#lib/parse-input.ts";
import { confirmActor, waysToConfirm } from "#lib/reauthentication/mutations.ts";
import { confirmation } from "#lib/reauthentication/schema.ts";
import type { ConfirmBy } from "#lib/reauthentication/types.ts";

/** What the question needs that asks who it is: any page may ask it, and few ever do, so none brings its words along. */
async function questionWords() {
  const { reauthentication, dialog, errors } = await getMessages();
  return { reauthentication, dialog, errors };
}

/** How the reader can show again who they are, and the words to ask it in. */
export async function askToConfirmAction(): Promise<
  ActionResult<{ ways: ConfirmBy[]; locale: Locale; words: Awaited<ReturnType<typeof questionWords>> }>
> {
  return runActorAction(async (actor) => {
    const [ways, locale, words] = await Promise.all([waysToConfirm(actor), getLocale(), questionWords()]);
    return { ways, locale, words };
  });
}

/** Takes the reader's password or a code. */
export async function confirmAction(given: { by: ConfirmBy; secret: string }): Promise<ActionResult<null>> {
  return runActorAction(async (actor) => {
    await confirmActor(actor, parseInput(confirmation, given));
    return null;
  });
}
