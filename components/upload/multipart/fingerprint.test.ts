import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprinted } from "#components/upload/multipart/fingerprint.ts";

const MIB = 1024 * 1024;
const print = async (bytes: Uint8Array<ArrayBuffer>, name = "film.mp4") =>
  Buffer.from(await fingerprinted(new File([bytes], name)).arrayBuffer());

test("a file is known by its name, its size, its beginning and its end", async () => {
  const bytes = Buffer.alloc(3 * MIB, 7);
  const own = await print(bytes);
  expect((await print(bytes)).equals(own)).toBe(true);
  expect((await print(bytes, "film2.mp4")).equals(own)).toBe(false);
  expect((await print(bytes.subarray(1))).equals(own)).toBe(false);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: MIB - 1 }), fc.boolean(), async (at, end) => {
      const other = Buffer.from(bytes);
      other[end ? other.length - 1 - at : at] = 8;
      expect((await print(other)).equals(own)).toBe(false);
    }),
    { numRuns: 20 },
  );
});

test("of a huge file two MiB are read, of a small one every byte once", async () => {
  expect((await print(Buffer.alloc(9 * MIB))).length).toBeLessThan(2 * MIB + 100);
  expect((await print(Buffer.alloc(MIB + 10))).length).toBeLessThan(MIB + 110);
});
