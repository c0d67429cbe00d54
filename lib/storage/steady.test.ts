import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { steadily } from "#lib/storage/steady.ts";

const LONG = 20_000;
const EASY = { idleMs: LONG, slowest: 0, graceMs: LONG };
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const late = { code: "storage_unavailable", details: { reason: "timed_out" } };

test("bytes come through as they are", async () => {
  const sent = Array.from({ length: 50 }, (_, at) => Buffer.alloc(at * 100, at));
  expect(Buffer.concat(await steadily(Readable.from(sent), EASY).toArray())).toEqual(Buffer.concat(sent));
  expect(await steadily(Readable.from([])).toArray()).toEqual([]);
});

test("a body that stands still fails, and is closed", async () => {
  const body = new PassThrough();
  body.write("first");
  await expect(steadily(body, { ...EASY, idleMs: 30 }).toArray()).rejects.toMatchObject(late);
  expect(body.destroyed).toBe(true);
});

test("who reads slowly is waited for", async () => {
  const body = new PassThrough({ highWaterMark: 10_000_000 });
  const sent = Buffer.alloc(1_000_000, 7);
  for (let at = 0; at < sent.length; at += 50_000) body.write(sent.subarray(at, at + 50_000));
  body.end();
  const read: Buffer[] = [];
  for await (const chunk of steadily(body, { ...EASY, idleMs: 400 })) {
    read.push(chunk as Buffer);
    // Longer than the store would be given.
    if (read.length === 1) await after(800);
  }
  expect(Buffer.concat(read).equals(sent)).toBe(true);
});

test("a body that only drips fails", async () => {
  async function* drops() {
    for (;;) {
      await after(5);
      yield Buffer.alloc(1);
    }
  }
  const pace = { idleMs: LONG, slowest: 10_000, graceMs: 30 };
  await expect(steadily(Readable.from(drops()), pace).toArray()).rejects.toMatchObject(late);
});

test("a line that drops is a failure of the store's", async () => {
  async function* broken() {
    yield Buffer.from("first");
    throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  }
  await expect(steadily(Readable.from(broken()), EASY).toArray()).rejects.toMatchObject({
    code: "storage_unavailable",
    details: { reason: "connection_lost" },
  });
});

test("a reader who leaves closes the body", async () => {
  const body = new PassThrough();
  body.write("first");
  for await (const chunk of steadily(body, EASY)) {
    expect(String(chunk)).toBe("first");
    break;
  }
  expect(body.destroyed).toBe(true);
});
