import { expect, test } from "vitest";
import { type CopyFault, compareCopies, type Head } from "#lib/audit/compare-copies.ts";

async function* each(heads: readonly Head[]) {
  yield* heads;
}

const heads = (...numbers: number[]): Head[] => numbers.map((number) => ({ number, head: `h${number}` }));

async function compare(sealed: Head[], copied: Head[], upTo: number, latest?: number): Promise<CopyFault[]> {
  const last = async () => latest ?? sealed.at(-1)?.number ?? 0;
  return Array.fromAsync(compareCopies(each(sealed), each(copied), upTo, last));
}

test.each<[string, Head[], Head[], number, CopyFault[]]>([
  ["nothing at all", [], [], 0, []],
  ["a chain and its copies", heads(1, 2, 3), heads(1, 2, 3), 3, []],
  ["what is not copied yet", heads(1, 2, 3), heads(1), 1, []],
  ["what was copied and is gone", heads(1, 2, 3), heads(1, 3), 3, [{ sort: "copy_missing", number: 2 }]],
  [
    "an end that is gone",
    heads(1),
    heads(1, 2, 3),
    1,
    [2, 3].map((number) => ({ sort: "seal_removed", number })),
  ],
  ["a whole chain that is gone", [], heads(1), 0, [{ sort: "seal_removed", number: 1 }]],
  ["a gap, which the chain itself tells", heads(1, 3), heads(1, 2, 3), 3, []],
  [
    "a chain that was begun anew",
    heads(1, 2),
    [...heads(1), { number: 2, head: "other" }, ...heads(2)],
    2,
    [{ sort: "head_replaced", number: 2 }],
  ],
])("%s", async (_name, sealed, copied, upTo, faults) => {
  expect(await compare(sealed, copied, upTo)).toEqual(faults);
});

test("a seal that was made while the copies were read is none that is gone", async () => {
  expect(await compare(heads(1), heads(1, 2), 1, 2)).toEqual([]);
});
