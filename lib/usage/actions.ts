"use server";

import { runActorAction } from "#lib/action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { parseInput } from "#lib/parse-input.ts";
import type { Month } from "#lib/usage/days.ts";
import { removePrices, setPrices } from "#lib/usage/mutations.ts";
import type { Rates } from "#lib/usage/price.ts";
import { priceMonth, prices } from "#lib/usage/schema.ts";

/** Sets what the store asks from a month on. */
export async function setPricesAction(input: { month: Month; rates: Rates }): Promise<ActionResult<void>> {
  return runActorAction((actor) => {
    const { month, rates } = parseInput(prices, input);
    return setPrices(actor, month, rates);
  });
}

/** Takes the prices away that were set from a month on. */
export async function removePricesAction(month: Month): Promise<ActionResult<void>> {
  return runActorAction((actor) => removePrices(actor, parseInput(priceMonth, month)));
}
