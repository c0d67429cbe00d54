import "server-only";
import { SEAL_EVENTS } from "#lib/audit/constants.ts";
import { copyHeads } from "#lib/audit/copy.ts";
import { sealKeys } from "#lib/audit/keys.ts";
import { BEGINNING, chainsToSeal, lastSeal, readStretch, settledBelow } from "#lib/audit/seal.data.ts";
import { insertSeal } from "#lib/audit/seal.mutations.ts";
import { digestOf, entryOf, headOf } from "#lib/audit/seal-form.ts";

/**
 * Seals the next stretch of a chain: events of transactions that ended before the oldest that still runs. Nothing can
 * come between them any more, so what commits late lies behind the stretch and is sealed with a later one.
 * @param settled taken before the events are read.
 * @returns how many events were sealed.
 */
async function sealStretch(chain: string, settled: bigint): Promise<number> {
  const [key] = sealKeys();
  const before = await lastSeal(chain);
  const after = before?.last ?? BEGINNING;
  const events = await readStretch(chain, after, { settled }, SEAL_EVENTS);
  const end = events.at(-1);
  if (end === undefined) return 0;
  const entries = Buffer.concat(events.map((event) => entryOf(key, event)));
  const facts = {
    chain,
    number: (before?.number ?? 0) + 1,
    after,
    last: { tx: end.tx, id: end.id },
    events: events.length,
    digest: digestOf(entries),
    previous: before?.head ?? null,
    keyId: key.id,
    sealedAt: new Date(),
  };
  const isOurs = await insertSeal({ ...facts, entries, head: headOf(key, facts) });
  // Another worker is at this chain: it goes on.
  return isOurs ? events.length : 0;
}

/** Seals what there is of one chain. @returns how many events. */
export async function sealChain(chain: string): Promise<number> {
  const settled = await settledBelow();
  let sealed = 0;
  for (let more = SEAL_EVENTS; more === SEAL_EVENTS; sealed += more) more = await sealStretch(chain, settled);
  return sealed;
}

/**
 * Seals every chain that has something to seal, and copies the new heads to the bucket. Safe to be run twice at once.
 * @throws {AppError} `storage_*` where the heads could not be copied; they are the next time.
 */
export async function sealAudit(): Promise<void> {
  for (const chain of await chainsToSeal(await settledBelow())) await sealChain(chain);
  await copyHeads();
}
