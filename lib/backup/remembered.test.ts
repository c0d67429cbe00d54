import fc from "fast-check";
import { expect, test } from "vitest";
import { blobPath, isStamp, type ObjectRecord, readBlobPath, stampOf } from "#lib/backup/format.ts";
import { inOrder } from "#lib/backup/in-order.ts";
import { Remembered } from "#lib/backup/remembered.ts";

const record = (key: string, size: number): ObjectRecord => ({
  key,
  bucket: "private",
  size,
  sha256: null,
  type: "",
  disposition: null,
  cache: null,
});

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function* listOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

test("every key that is asked for in order is found, in the first list that has it", async () => {
  const keys = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 3 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(keys, keys, keys, async (first, second, asked) => {
      const lists = [first, second].map((list, at) =>
        listOf(list.toSorted(byBytes).map((key) => record(key, at))),
      );
      const remembered = new Remembered(lists);
      for (const key of asked.toSorted(byBytes)) {
        const expected = first.includes(key) ? record(key, 0) : second.includes(key) ? record(key, 1) : null;
        expect(await remembered.find(key)).toEqual(expected);
      }
    }),
  );
});

test("what is done several at once comes out in the order in which it came in", async () => {
  const items = Array.from({ length: 600 }, (_, at) => at);
  let [now, most] = [0, 0];
  const done: number[] = [];
  const { signal } = new AbortController();
  const work = async (at: number) => {
    now += 1;
    most = Math.max(most, now);
    for (let turn = 0; turn < at % 7; turn += 1) await Promise.resolve();
    now -= 1;
    return at;
  };
  for await (const at of inOrder(listOf(items), { atOnce: 5, signal }, work)) done.push(at);
  expect(done).toEqual(items);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(5);
});

test("names of generations are in the order of time, and those of files say what they hash to", () => {
  const stamp = stampOf(new Date("2026-11-23T11:45:00.123Z"));
  expect(stamp).toBe("20261123T114500Z");
  expect([isStamp(stamp), isStamp("../20261123T114500Z"), isStamp("work")]).toEqual([true, false, false]);
  const hash = "ab".repeat(32);
  expect(readBlobPath(blobPath(hash))).toBe(hash);
  expect(readBlobPath(`objects/00/${hash}`)).toBeNull();
});
