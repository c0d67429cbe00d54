import { createHash, createHmac } from "node:crypto";
import type { SealKey } from "#lib/audit/keys.ts";

/** An event in the form in which it is digested: `body` has every column of it, in one order. */
export type SealedEvent = { id: string; tx: bigint; body: string };

/** Where a stretch begins or ends, in the order of (tx, id). */
export type Place = { tx: bigint; id: string };

/** What a head speaks for. */
export type SealFacts = {
  chain: string;
  number: number;
  after: Place;
  last: Place;
  events: number;
  digest: Buffer;
  previous: Buffer | null;
  keyId: string;
  sealedAt: Date;
};

const DIGEST_BYTES = 16;
/** Bytes of one event in a seal: its id and its digest. */
export const ENTRY_BYTES = 16 + DIGEST_BYTES;

const idBytes = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");

/** What a seal keeps of an event. Keyed, so that nobody can look for another event that fits. */
export function entryOf(key: SealKey, event: { id: string; body: string }): Buffer {
  const digest = createHmac("sha256", key.event).update(event.body).digest();
  return Buffer.concat([idBytes(event.id), digest.subarray(0, DIGEST_BYTES)]);
}

/** The entries of a seal one by one, in their order: the event's id and its digest in hex. */
export function* readEntries(entries: Buffer): Generator<{ id: string; digest: string }> {
  for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
    const hex = entries.toString("hex", at, at + ENTRY_BYTES);
    const id = hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    yield { id, digest: hex.slice(32) };
  }
}

/** SHA-256 of a seal's entries. */
export const digestOf = (entries: Buffer): Buffer => createHash("sha256").update(entries).digest();

/** The head of a chain with this seal on it. */
export function headOf(key: SealKey, facts: SealFacts): Buffer {
  const { chain, number, after, last, events, digest, previous, keyId, sealedAt } = facts;
  const said = [
    1,
    chain,
    number,
    [`${after.tx}`, after.id],
    [`${last.tx}`, last.id],
    events,
    digest.toString("hex"),
    keyId,
    sealedAt.toISOString(),
    previous?.toString("hex") ?? null,
  ];
  return createHmac("sha256", key.head).update(JSON.stringify(said)).digest();
}
