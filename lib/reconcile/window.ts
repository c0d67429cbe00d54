import type { Known, Listed } from "#lib/reconcile/types.ts";

/** The rows and objects of one stretch of keys, key by key. */
export type Pair = { row: Known | null; listed: Listed | null };

/** Orders keys by their UTF-8 bytes: as S3 lists them, and as PostgreSQL's collation "C" does. JavaScript does not. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * Where a stretch ends: behind the last key that both sides are known up to, so that nothing is taken for missing of
 * which only the page had ended; null where both have come to their end.
 */
export function endOf(
  listed: { items: readonly { key: string }[]; more: boolean },
  rows: { items: readonly { key: string }[]; more: boolean },
): string | null {
  const ends = [listed, rows].flatMap(({ items, more }) => (more ? (items.at(-1)?.key ?? []) : []));
  const [first] = ends.toSorted(compareKeys);
  return first ?? null;
}

/** Puts rows and objects of the same key together, as far as `end`. */
export function pairUp(
  listed: readonly Listed[],
  rows: readonly Known[],
  end: string | null,
): Map<string, Pair> {
  const within = ({ key }: { key: string }) => end === null || compareKeys(key, end) <= 0;
  const pairs = new Map<string, Pair>();
  for (const object of listed.filter(within)) pairs.set(object.key, { row: null, listed: object });
  for (const row of rows.filter(within)) {
    pairs.set(row.key, { row, listed: pairs.get(row.key)?.listed ?? null });
  }
  return pairs;
}
