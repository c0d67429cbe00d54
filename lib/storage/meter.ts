import "server-only";
import { keyOwner } from "#lib/storage/key-owner.ts";
import type { UsageKind } from "#lib/usage/constants.ts";

const FIGURES = [
  "classA",
  "classB",
  "free",
  "classBEstimated",
  "bytesIn",
  "bytesOut",
  "bytesOutEstimated",
] as const;
type Figures = Record<(typeof FIGURES)[number], number>;

/** What was done at the store on one day (UTC) for one school and kind since the last time it was taken. */
export type Tally = Figures & {
  day: string;
  kind: UsageKind;
  schoolId: string | null;
  /** Where the key does not tell the school: the object's, whose row does. */
  key: string | null;
};

/** Signed addresses that are remembered, so that one that is handed out again is not counted again. */
const MOST_ADDRESSES = 20_000;

// Next may load this module once for each bundle; what is counted must be in one place.
const holder = globalThis as { athenaMeter?: { tallies: Map<string, Tally>; addresses: Set<string> } };

function meter() {
  holder.athenaMeter ??= { tallies: new Map(), addresses: new Set() };
  return holder.athenaMeter;
}

/** What an operation was about. */
export type About = { key?: string | undefined; public?: boolean };

function ownerOf(about: About) {
  const key = about.key ?? "";
  const { kind, schoolId } = keyOwner(key);
  if (kind === null) return { kind: "other" as const, schoolId: null, key: null };
  if (about.public) return { kind: "public" as const, schoolId, key: null };
  return { kind, schoolId, key: kind === "attachment" ? key : null };
}

function add(owner: Omit<Tally, keyof Figures>, more: Partial<Figures>): void {
  const { tallies } = meter();
  const name = `${owner.day} ${owner.kind} ${owner.schoolId ?? ""} ${owner.key ?? ""}`;
  const known = tallies.get(name) ?? {
    ...owner,
    ...(Object.fromEntries(FIGURES.map((figure) => [figure, 0])) as Figures),
  };
  for (const figure of FIGURES) known[figure] += more[figure] ?? 0;
  tallies.set(name, known);
}

/** Counts what was done at the store, in memory: nobody waits for it. Written every few seconds (`lib/usage/flush.ts`). */
export function tally(about: About, more: Partial<Figures>): void {
  add({ day: new Date().toISOString().slice(0, 10), ...ownerOf(about) }, more);
}

/**
 * Counts an address that was signed for somebody to read, as one that will be used once.
 * @param address what tells it from others: the same one handed out again within its time is read from the browser's
 * cache.
 * @param bytes of the object; null where they are not known here.
 */
export function tallySigned(key: string, address: string, bytes: number | null): void {
  const { addresses } = meter();
  if (addresses.has(address)) return;
  if (addresses.size >= MOST_ADDRESSES) addresses.clear();
  addresses.add(address);
  tally({ key }, { classBEstimated: 1, bytesOutEstimated: bytes ?? 0 });
}

/** Takes what was counted so far away, to be written. */
export function takeTallies(): Tally[] {
  const { tallies } = meter();
  const taken = [...tallies.values()];
  tallies.clear();
  return taken;
}

/** Puts back what could not be written. */
export function putBack(tallies: readonly Tally[]): void {
  for (const { day, kind, schoolId, key, ...figures } of tallies) add({ day, kind, schoolId, key }, figures);
}
