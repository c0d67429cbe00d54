import "server-only";
import { limitedAddress } from "#lib/auth/limited-address.ts";
import { countAttempt, giveAttemptBack } from "#lib/auth/mutations.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";
import { FLOW_MINUTES } from "#lib/oidc/constants.ts";
import { Refusal } from "#lib/oidc/refusal.ts";

/** Ways to the provider, and ways back, from an address in a quarter of an hour: as many as passwords may be tried. */
const MOST = 200;
const SECONDS = 15 * 60;

/** A cookie opens for some seconds more than it says, for clocks that differ. */
const FLOW_SECONDS = FLOW_MINUTES * 60 + 60;

const keyOf = (way: "there" | "back", origin: RequestOrigin) => `oidc:${way}:${limitedAddress(origin.ip)}`;

/**
 * Counts somebody who goes to the provider or comes back, before anything is asked of it.
 * @throws {Refusal} `limited`; the first of a window for another reason than those after it.
 */
export async function countWay(way: "there" | "back", origin: RequestOrigin): Promise<void> {
  const { count } = await countAttempt(keyOf(way, origin), SECONDS);
  if (count > MOST) throw new Refusal("limited", count === MOST + 1 ? "rate_limited" : "still_limited");
}

/** Gives back what somebody has used who got in: a whole school signs in from one address in the morning. */
export async function giveWayBack(origin: RequestOrigin): Promise<void> {
  for (const way of ["there", "back"] as const) await giveAttemptBack(keyOf(way, origin));
}

/**
 * Uses up what a browser has asked of the provider: one answer to it is looked at, and no second one.
 * @throws {Refusal} `failed` for the second.
 */
export async function useFlow(state: string): Promise<void> {
  const { count } = await countAttempt(`oidc:flow:${secretHash(state).slice(0, 32)}`, FLOW_SECONDS);
  if (count > 1) throw new Refusal("failed", "flow_used");
}
