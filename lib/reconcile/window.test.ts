import fc from "fast-check";
import { expect, test } from "vitest";
import type { Known, Listed } from "#lib/reconcile/types.ts";
import { compareKeys, endOf, pairUp } from "#lib/reconcile/window.ts";

const listed = (key: string): Listed => ({ key, size: 1, modifiedAt: null });
const row = (key: string) => ({ key }) as Known;

test("keys are in the order of their bytes, not of JavaScript's code units", () => {
  // U+FF5E sorts behind an emoji in UTF-16, and before it in UTF-8.
  expect(["～", "😀", "a", "Z", "é"].toSorted(compareKeys)).toEqual(["Z", "a", "é", "～", "😀"]);
});

test("stretch by stretch every key comes once, with its row and its object, however the pages end", () => {
  const keys = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }), { maxLength: 60 });
  const page = fc.integer({ min: 1, max: 7 });
  fc.assert(
    fc.property(keys, keys, page, page, (inBucket, inDatabase, most, mostRows) => {
      const [bucket, database] = [inBucket.toSorted(compareKeys), inDatabase.toSorted(compareKeys)];
      const after = (all: string[], cursor: string | null, limit: number) => {
        const rest = all.filter((key) => cursor === null || compareKeys(key, cursor) > 0);
        return { keys: rest.slice(0, limit), more: rest.length > limit };
      };
      const seen: [string, boolean, boolean][] = [];
      let cursor: string | null = null;
      for (let more = true; more; ) {
        const objects = after(bucket, cursor, most);
        const rows = after(database, cursor, mostRows);
        const items = { listed: objects.keys.map(listed), rows: rows.keys.map(row) };
        const end = endOf(
          { items: items.listed, more: objects.more },
          { items: items.rows, more: rows.more },
        );
        for (const [key, pair] of pairUp(items.listed, items.rows, end))
          seen.push([key, pair.row !== null, pair.listed !== null]);
        more = end !== null;
        cursor = end;
      }
      const expected = [...new Set([...bucket, ...database])].map(
        (key) => [key, database.includes(key), bucket.includes(key)] as const,
      );
      const inOrder = (a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]) =>
        compareKeys(a[0], b[0]);
      expect(seen.toSorted(inOrder)).toEqual(expected.toSorted(inOrder));
    }),
  );
});
