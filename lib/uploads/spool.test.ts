import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { spool } from "#lib/uploads/spool.ts";

const bytes = (size: number) => new Blob([new Uint8Array(size)]).stream() as ReadableStream<Uint8Array>;

test("what comes is kept whole, with its size and checksum", async () => {
  await using kept = await spool(bytes(70_000), 100_000);
  expect(kept.size).toBe(70_000);
  const read: Buffer[] = [];
  for await (const chunk of kept.open()) read.push(chunk as Buffer);
  expect(Buffer.concat(read)).toEqual(Buffer.alloc(70_000));
  expect((await kept.read(69_990, 80_000)).length).toBe(10);
});

test("uploads leave the disk room, and say that the store is not available", async () => {
  const { bavail, bsize } = await statfs(tmpdir());
  await expect(spool(bytes(10), 100, bavail * bsize * 2)).rejects.toMatchObject({
    code: "storage_unavailable",
  });
});
