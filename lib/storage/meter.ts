import "server-only";
import { keyOwner } from "#lib/storage/key-owner.ts";
import type { UsageKind } from "#lib/usage/constants.ts";

export const FIGURES = [
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
  /** Whose row tells what the key does not: the school of an attachment, and whether it is restricted. */
  key: string | null;
};

/** Beyond so many at once keys are not kept that tell the school. */
const MOST_KEYS = 20_000;

/** Signed addresses that are remembered, so that one that is handed out again is not counted again. */
const MOST_ADDRESSES = 20_000;

// Next may load this module once for each bundle; what is counted must be in one place.
const holder = globalThis as {
  athenaMeter?: { tallies: Map<string, Tally>; addresses: Set<string>; restricted: Set<string> };
};

function meter() {
  holder.athenaMeter ??= { tallies: new Map(), addresses: new Set(), restricted: new Set() };
  return holder.athenaMeter;
}

/** What an operation was about. */
export type About = { key?: string | undefined; public?: boolean; restricted?: boolean };

function ownerOf(about: About) {
  const key = about.key ?? "";
  const { kind, schoolId } = keyOwner(key);
  if (kind === null) return { kind: "other" as const, schoolId: null, key: null };
  if (about.public) return { kind: "public" as const, schoolId, key: null };
  const isRestricted = about.restricted || meter().restricted.has(key);
  if (isRestricted && schoolId !== null) return { kind: "restricted" as const, schoolId, key: null };
  const isKept = kind === "attachment" || (schoolId !== null && meter().tallies.size < MOST_KEYS);
  return { kind, schoolId, key: isKept ? key : null };
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
export function tallySigned(about: About, address: string, bytes: number | null): void {
  const { addresses } = meter();
  if (addresses.has(address)) return;
  if (addresses.size >= MOST_ADDRESSES) addresses.clear();
  addresses.add(address);
  tally(about, { classBEstimated: 1, bytesOutEstimated: bytes ?? 0 });
}

/** Does `work` on an object that is restricted and whose row will be gone when what was done is written. */
export async function asRestricted(key: string, work: () => Promise<void>): Promise<void> {
  const { restricted } = meter();
  restricted.add(key);
  try {
    await work();
  } finally {
    restricted.delete(key);
  }
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
