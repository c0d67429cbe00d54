import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Bucket } from "./bucket.ts";
import { sweep } from "./lifecycle.ts";
import { Store } from "./store.ts";

const dir = mkdtempSync(join(tmpdir(), "athena-lifecycle-"));
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const DAY = 86_400_000;

async function* bytes() {
  yield Buffer.from("x");
}

async function put(bucket: Bucket, key: string, modified: number) {
  const blob = await bucket.blobs.write(bytes());
  await bucket.commit({ key, size: 1, etag: "e", modified, blobs: [blob], system: {}, meta: {} }, {});
}

test("rules remove what is old enough below their prefix, and nothing else", async () => {
  const store = new Store(dir, () => undefined);
  await store.load();
  const bucket = await store.create("bucket");
  const now = Date.now();
  const rule = { id: "r", enabled: true, prefix: "tmp/", legacyPrefix: false, expireDays: 2, abortDays: 7 };
  await bucket.configure({
    ...bucket.config,
    lifecycle: [rule, { ...rule, id: "off", prefix: "keep/", enabled: false }],
  });
  for (const key of ["tmp/a", "keep/a", "tm"]) await put(bucket, key, now - 2 * DAY);
  await put(bucket, "tmp/young", now - 2 * DAY + 1000);
  const upload = (key: string, created: number) =>
    bucket.uploads.create({ key, created, system: {}, meta: {} });
  await upload("tmp/u", now - 7 * DAY);
  await upload("tmp/v", now - 6 * DAY);
  await sweep(bucket, now);
  expect([...bucket.index.from("")].map((entry) => entry.bytes)).toEqual(["keep/a", "tm", "tmp/young"]);
  expect(bucket.uploads.all().map(({ key }) => key)).toEqual(["tmp/v"]);
});
