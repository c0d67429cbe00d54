import fc from "fast-check";
import { expect, test } from "vitest";
import { type ByteSource, withEdges } from "#lib/uploads/byte-source.ts";

function counted(bytes: Uint8Array): ByteSource & { reads: number } {
  return {
    size: bytes.length,
    reads: 0,
    async read(start, end) {
      this.reads += 1;
      if (start > end || start >= bytes.length) throw new RangeError(`bytes=${start}-${end}`);
      return bytes.subarray(start, end + 1);
    },
  };
}

test("keeping the edges at hand changes nothing of what is read", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.tuple(fc.nat(70), fc.nat(70)), { maxLength: 8 }),
      async (bytes, edge, ranges) => {
        const source = withEdges(counted(bytes), edge);
        for (const [a, b] of ranges) {
          const [start, end] = [Math.min(a, b), Math.max(a, b)];
          expect([...(await source.read(start, end))]).toEqual([...bytes.subarray(start, end + 1)]);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("the edges are read once, however often they are asked for", async () => {
  const inner = counted(new Uint8Array(1000));
  const source = withEdges(inner, 100);
  await Promise.all([source.read(0, 9), source.read(50, 99), source.read(900, 999), source.read(990, 2000)]);
  expect(inner.reads).toBe(2);
});
