import "server-only";
import { createHash } from "node:crypto";
import { differences } from "#lib/audit/differences.ts";
import type { SealKey } from "#lib/audit/keys.ts";
import { readStretch, type Seal } from "#lib/audit/seal.data.ts";
import { digestOf, entryOf, headOf } from "#lib/audit/seal-form.ts";
import type { AuditFault } from "#lib/audit/types.ts";

const EVENTS_AT_ONCE = 1_000;

/** The events of a seal's stretch as they are now, a page at a time. */
async function* eventsOf({ chain, after, last }: Seal) {
  for (let from = after; ; ) {
    const page = await readStretch(chain, from, last, EVENTS_AT_ONCE);
    yield* page;
    const end = page.at(-1);
    if (end === undefined || page.length < EVENTS_AT_ONCE) return;
    from = { tx: end.tx, id: end.id };
  }
}

/** Whether all events of a stretch are what they were, and how many there are now. */
async function readAll(key: SealKey, seal: Seal): Promise<{ fits: boolean; events: number }> {
  const digest = createHash("sha256");
  let events = 0;
  for await (const event of eventsOf(seal)) {
    digest.update(entryOf(key, event));
    events += 1;
  }
  return { fits: digest.digest().equals(seal.digest), events };
}

function sealFaults(key: SealKey, seal: Seal, before: Seal | null): AuditFault["sort"][] {
  const isWhole = headOf(key, seal).equals(seal.head) && digestOf(seal.entries).equals(seal.digest);
  const follows = before?.number === seal.number - 1;
  const isLinked = !follows || before.head.equals(seal.previous ?? Buffer.alloc(0));
  return isWhole && isLinked ? [] : ["seal_changed"];
}

/**
 * Checks one seal: its head, its place in the chain, and every event that it holds.
 * @param tell hears of each fault.
 * @returns how many events there are in its stretch.
 */
export async function checkSeal(
  keys: readonly SealKey[],
  seal: Seal,
  before: Seal | null,
  tell: (fault: AuditFault) => void,
): Promise<number> {
  const { chain, number } = seal;
  const key = keys.find(({ id }) => id === seal.keyId);
  if (key === undefined) {
    tell({ sort: "key_unknown", chain, number });
    return 0;
  }
  for (const sort of sealFaults(key, seal, before)) tell({ sort, chain, number });
  const { fits, events } = await readAll(key, seal);
  if (!fits) {
    for await (const difference of differences(key, seal.entries, eventsOf(seal)))
      tell({ ...difference, chain, number });
  }
  return events;
}
