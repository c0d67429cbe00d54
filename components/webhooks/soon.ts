import type { DeliveryState } from "#lib/webhooks/types.ts";

/** A try that is under way counts as lost after a minute. */
const SOON_MS = 90_000;

/** Names the deliveries that are tried now or soon, with how often they were; null where there are none. */
export function soonTried(
  lines: readonly { id: string; state: DeliveryState; nextAttemptAt: string | null; tries: number }[],
  now: number,
): string | null {
  const soon = lines.filter(
    ({ state, nextAttemptAt }) =>
      state === "waiting" && nextAttemptAt !== null && Date.parse(nextAttemptAt) < now + SOON_MS,
  );
  return soon.length === 0 ? null : soon.map(({ id, tries }) => `${id}:${tries}`).join(" ");
}
