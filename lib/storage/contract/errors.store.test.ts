import { describe, expect, test } from "vitest";
import { type Store, store } from "#lib/storage/client.ts";
import { checkBucket } from "#lib/storage/cors.ts";
import { createMultipart } from "#lib/storage/multipart.ts";
import { headObject, openObject, readRange } from "#lib/storage/objects.ts";
import { storeAt, withStore } from "#lib/testing/bucket.ts";
import { ownFolder, underTest } from "#lib/testing/contract.ts";

const at = ownFolder("errors");
const key = at("none.pdf");
const write = { contentType: "image/png", disposition: "attachment" };

/** The store as the product would speak to it, with one thing wrong. */
const wrong = {
  secret: () => storeAt(store().endpoint, { secretAccessKey: "0".repeat(64) }),
  key: () => storeAt(store().endpoint, { accessKeyId: "0".repeat(32) }),
  bucket: (): Store => ({ ...store(), bucket: "athena-contract-none-such" }),
  address: () => storeAt("http://127.0.0.1:9"),
};

/** What reads, writes and asks of the store come to. */
const calls: [string, () => Promise<unknown>][] = [
  ["a range", () => readRange(key, 0, 9)],
  ["a stream", () => openObject(key, null)],
  ["an upload in parts", () => createMultipart(key, write)],
];

describe.skipIf(underTest === null)("an error of the store has the product's name for it", () => {
  test.each(calls)("wrong secret: %s", async (_name, call) => {
    await expect(withStore(wrong.secret(), call)).rejects.toMatchObject({ code: "storage_refused" });
  });

  test.each(calls)("unknown access key: %s", async (_name, call) => {
    await expect(withStore(wrong.key(), call)).rejects.toMatchObject({ code: "storage_refused" });
  });

  test.each(calls)("missing bucket: %s", async (_name, call) => {
    await expect(withStore(wrong.bucket(), call)).rejects.toMatchObject({ code: "storage_refused" });
  });

  test.each(calls)("nobody at its address: %s", async (_name, call) => {
    await expect(withStore(wrong.address(), call)).rejects.toMatchObject({ code: "storage_unavailable" });
  });

  test("a HEAD that is refused is no answer about the object", async () => {
    for (const other of [wrong.secret(), wrong.key()])
      await expect(withStore(other, () => headObject(key))).rejects.toMatchObject({
        code: "storage_refused",
      });
  });

  test("the check at the start tells a wrong key and a wrong bucket", async () => {
    await checkBucket();
    for (const other of [wrong.secret(), wrong.key(), wrong.bucket()])
      await expect(withStore(other, checkBucket)).rejects.toMatchObject({
        code: expect.stringMatching(/^storage_/),
      });
  });

  test("a missing object is null where that is asked, and an error where bytes are", async () => {
    expect(await headObject(key)).toBeNull();
    await expect(openObject(key, null)).rejects.toMatchObject({ cause: { name: "NoSuchKey" } });
  });
});
