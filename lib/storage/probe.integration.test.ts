import { sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { capabilities } from "#lib/storage/capabilities.ts";
import { store, storeName } from "#lib/storage/client.ts";
import { findCapabilities } from "#lib/storage/data.ts";
import { listBucket, storeAt, withStore } from "#lib/testing/bucket.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";
import { PATIENT } from "#lib/testing/patient.ts";

/** The real store under a name that nobody has probed. */
const unknownStore = (endpoint: string) => ({ ...storeAt(endpoint), endpoint });

test("the embedded store can do all that uploads rest on", async () => {
  expect(await capabilities(store())).toMatchObject({
    conditionalPut: true,
    putChecksum: true,
    post: true,
    postChecksum: true,
    signedHeaders: true,
  });
});

describe("a probe", () => {
  test("is remembered, and done once for many who ask", async () => {
    const seen = vi.fn<(method: string) => void>();
    await using behind = await faultyStore((request) => {
      seen(`${request.method}`);
      return null;
    });
    const target = unknownStore(behind.endpoint);
    const answers = await withStore(target, () => Promise.all([1, 2, 3].map(() => capabilities(target))));
    const first = seen.mock.calls.length;
    expect(first).toBeLessThan(40);
    expect(await withStore(target, () => capabilities(target))).toMatchObject({
      post: true,
      postChecksum: true,
    });
    expect(seen.mock.calls).toHaveLength(first);
    expect(answers[1]).toEqual(answers[0]);
  });

  test("asks again where the line is cut in a POST: stores without it answer before all has come", async () => {
    let posts = 0;
    await using behind = await faultyStore((request) => {
      if (request.method !== "POST" || request.headers["content-type"]?.startsWith("multipart/") !== true)
        return null;
      posts += 1;
      return posts <= 2 ? "reset" : null;
    });
    const target = unknownStore(behind.endpoint);
    expect(await withStore(target, () => capabilities(target))).toMatchObject({
      post: true,
      postChecksum: true,
    });
    expect(posts).toBe(4);
  });

  test.each([
    ["503 to everything", 503, () => true],
    ["503 to every POST", 503, (method: string) => method === "POST"],
    ["500 to every POST", 500, (method: string) => method === "POST"],
    ["429 to every POST", 429, (method: string) => method === "POST"],
    ["503 to a few PUTs", 503, (method: string, count: number) => method === "PUT" && count > 1],
    ["429 to a few PUTs", 429, (method: string, count: number) => method === "PUT" && count > 2],
  ] as const)(
    "of a store that answers %s proves nothing and is not remembered",
    async (_name, status, unwell) => {
      let count = 0;
      await using behind = await faultyStore((request) => {
        if (request.method === "PUT") count += 1;
        return unwell(request.method ?? "", count) ? status : null;
      });
      const target = unknownStore(behind.endpoint);
      await expect(withStore(target, () => capabilities(target))).rejects.toMatchObject({
        code: "storage_unavailable",
      });
      expect(await findCapabilities(storeName(target))).toBeNull();
    },
  );

  test("of a store without POST finds that out and goes on with PUT", async () => {
    for (const status of [405, 501]) {
      await using behind = await faultyStore((request) => (request.method === "POST" ? status : null));
      const target = unknownStore(behind.endpoint);
      const proven = await withStore(target, () => capabilities(target));
      expect(proven).toMatchObject({ post: false, postChecksum: false, conditionalPut: true });
      expect(await findCapabilities(storeName(target))).toMatchObject({ post: false });
    }
  });

  test("of a store that refuses its key says so", async () => {
    await using behind = await faultyStore(() => 403);
    const target = unknownStore(behind.endpoint);
    await expect(withStore(target, () => capabilities(target))).rejects.toMatchObject({
      code: "storage_refused",
    });
  });

  test("leaves nothing in the bucket that has no row", async () => {
    const rows = await database()
      .select({ key: objects.key })
      .from(objects)
      .where(sql`${objects.purpose} = 'probe'`);
    const keys = new Set(rows.map((row) => row.key));
    await vi.waitFor(async () => {
      const left = [...(await listBucket("probes/")).keys()];
      expect(left.filter((key) => !keys.has(key))).toEqual([]);
    }, PATIENT);
  });
});
