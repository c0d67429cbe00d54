import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestStore, type TestStore } from "#embedded/object-store/testing.ts";

const BUCKET = "athena-open";
let store: TestStore;
let client: S3Client;

beforeAll(async () => {
  store = await startTestStore({ publicBucket: BUCKET });
  client = new S3Client({
    endpoint: store.endpoint,
    region: "auto",
    forcePathStyle: true,
    credentials: { accessKeyId: store.accessKeyId, secretAccessKey: store.secretAccessKey },
  });
  const put = (Bucket: string, Key: string, Body: string) =>
    client.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentType: "image/png",
        CacheControl: "public, max-age=300",
        ContentDisposition: "inline",
      }),
    );
  await put(BUCKET, "media/s/ñandú.png", "shown to all");
  await put(store.bucket, "documents/s/secret.png", "shown to nobody");
});

afterAll(() => store.stop());

const at = (path: string, init?: RequestInit) => fetch(`${store.publicUrl}${path}`, init);

describe("the address of a public bucket", () => {
  const shown = `/media/s/${encodeURIComponent("ñandú.png")}`;

  it("gives anybody what is in it, with its type and for how long it may be kept", async () => {
    const answer = await at(shown);
    expect([answer.status, await answer.text()]).toEqual([200, "shown to all"]);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const part = await at(shown, { headers: { range: "bytes=0-4" } });
    expect([part.status, await part.text()]).toEqual([206, "shown"]);
    const etag = answer.headers.get("etag") ?? "";
    expect((await at(shown, { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it("lets no link choose how the bytes are taken", async () => {
    const answer = await at(`${shown}?response-content-type=text/html`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  });

  it("knows no list, no other bucket, and no way up", async () => {
    for (const path of [
      "/",
      "/?list-type=2",
      "/documents/s/secret.png",
      `/../${store.bucket}/documents/s/secret.png`,
      `/%2e%2e/${store.bucket}/documents/s/secret.png`,
      `/${store.bucket}/documents/s/secret.png`,
      `//${store.bucket}/documents/s/secret.png`,
      `/${BUCKET}/media/s/x.png`,
    ]) {
      const answer = await at(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain("nobody");
    }
  });

  it("takes nothing, although it were signed", async () => {
    for (const method of ["PUT", "POST", "DELETE", "PATCH"]) {
      expect((await at("/media/s/new.png", { method, body: "x" })).status).toBe(405);
    }
    const signed = new S3Client({
      endpoint: store.publicUrl ?? "",
      region: "auto",
      forcePathStyle: true,
      credentials: { accessKeyId: store.accessKeyId, secretAccessKey: store.secretAccessKey },
    });
    const secret = signed.send(new GetObjectCommand({ Bucket: store.bucket, Key: "documents/s/secret.png" }));
    await expect(secret).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("the store's own address", () => {
  it("gives nobody without a signature anything, of neither bucket", async () => {
    for (const path of [
      `/${store.bucket}/documents/s/secret.png`,
      `/${BUCKET}/media/s/x.png`,
      `/${BUCKET}`,
    ]) {
      expect([path, (await fetch(store.endpoint + path)).status]).toEqual([path, 403]);
    }
  });
});
