import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "./testing.ts";
import { sdkClient, sendRaw, sendSigned } from "./testing-client.ts";

let store: TestStore;
let client: S3Client;
beforeAll(async () => {
  store = await startTestStore();
  client = sdkClient(store);
});
afterAll(() => store.stop());

describe("buckets", () => {
  test("are made, found, listed, and removed when empty", async () => {
    const Bucket = "second-bucket";
    await client.send(new CreateBucketCommand({ Bucket }));
    await expect(client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketAlreadyOwnedByYou",
    });
    await client.send(new HeadBucketCommand({ Bucket }));
    const listed = await client.send(new ListBucketsCommand({}));
    expect(listed.Buckets?.map(({ Name }) => Name)).toEqual([store.bucket, Bucket]);
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe("auto");
    await client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });
    await client.send(new DeleteObjectCommand({ Bucket, Key: "x" }));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "u" }));
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: "u", UploadId }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    expect((await sendSigned(store, { method: "HEAD", path: `/${Bucket}` })).status).toBe(404);
    await expect(client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }))).rejects.toMatchObject({
      name: "NoSuchBucket",
    });
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "again" }));
    expect((await sendSigned(store, { path: `/${Bucket}/x` })).body).toBe("again");
  });

  test.each(["ab", "Upper", "..", "a..b", "-ab", "1.2.3.4", "a_b", "x".repeat(64)])(
    "cannot be called %s",
    async (name) => {
      expect((await sendSigned(store, { method: "PUT", path: `/${name}` })).code).toBe("InvalidBucketName");
    },
  );
});

describe("CORS", () => {
  const origin = "http://app.example";
  const rule = {
    ID: "app",
    AllowedOrigins: [origin, "https://*.school.test"],
    AllowedMethods: ["GET", "PUT", "POST"],
    AllowedHeaders: ["content-type", "x-amz-*"],
    ExposeHeaders: ["ETag"],
    MaxAgeSeconds: 600,
  };
  const preflight = (headers: Record<string, string>, bucket = store.bucket) =>
    sendRaw(store, { method: "OPTIONS", path: `/${bucket}/key?x-id=PutObject`, headers });
  const ask = (from: string, method: string, names = "") =>
    preflight({
      origin: from,
      "access-control-request-method": method,
      ...(names === "" ? {} : { "access-control-request-headers": names }),
    });

  test("is stored, returned and removed", async () => {
    await expect(client.send(new GetBucketCorsCommand({ Bucket: store.bucket }))).rejects.toMatchObject({
      name: "NoSuchCORSConfiguration",
    });
    await client.send(
      new PutBucketCorsCommand({ Bucket: store.bucket, CORSConfiguration: { CORSRules: [rule] } }),
    );
    expect((await client.send(new GetBucketCorsCommand({ Bucket: store.bucket }))).CORSRules).toEqual([rule]);
  });

  test("answers preflights by its rules", async () => {
    const ok = await ask(origin, "PUT", "content-type, X-Amz-Checksum-Sha256");
    expect([
      ok.status,
      ok.headers["access-control-allow-origin"],
      ok.headers["access-control-max-age"],
    ]).toEqual([200, origin, "600"]);
    expect(ok.headers["access-control-allow-headers"]).toContain("x-amz-checksum-sha256");
    expect((await ask("https://a.school.test", "GET")).status).toBe(200);
    for (const refused of [
      ask("http://evil.example", "PUT"),
      ask(origin, "DELETE"),
      ask(origin, "PUT", "x-other"),
      ask("https://school.test", "GET"),
      preflight({ origin, "access-control-request-method": "PUT" }, "none-such"),
    ]) {
      const { status, code, headers } = await refused;
      expect([status, code, headers["access-control-allow-origin"]]).toEqual([
        403,
        "AccessForbidden",
        undefined,
      ]);
    }
    expect((await preflight({ origin })).status).toBe(400);
  });

  test("puts its headers on answers and on errors alike", async () => {
    const refused = await sendRaw(store, {
      method: "PUT",
      path: `/${store.bucket}/x`,
      headers: { origin, "content-length": "1" },
      body: "x",
    });
    expect([refused.status, refused.headers["access-control-allow-origin"]]).toEqual([403, origin]);
    const missing = await sendSigned(store, { path: `/${store.bucket}/none`, headers: { origin } });
    expect([missing.status, missing.headers["access-control-allow-origin"]]).toEqual([404, origin]);
    const put = await sendSigned(store, {
      method: "PUT",
      path: `/${store.bucket}/x`,
      headers: { origin },
      body: "x",
    });
    expect(put.headers).toMatchObject({
      "access-control-expose-headers": "ETag",
      vary: expect.stringContaining("Origin"),
    });
    const foreign = await sendSigned(store, {
      path: `/${store.bucket}/x`,
      headers: { origin: "http://evil.example" },
    });
    expect(foreign.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("refuses rules it could not follow", async () => {
    const put = (xml: string) =>
      sendSigned(store, { method: "PUT", path: `/${store.bucket}?cors`, body: xml });
    const wrap = (inner: string) => `<CORSConfiguration><CORSRule>${inner}</CORSRule></CORSConfiguration>`;
    expect((await put("<a")).code).toBe("MalformedXML");
    expect((await put("")).code).toBe("MalformedXML");
    expect((await put(wrap("<AllowedOrigin>*</AllowedOrigin>"))).code).toBe("MalformedXML");
    expect(
      (await put(wrap("<AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod>"))).code,
    ).toBe("InvalidRequest");
    expect(
      (await put(wrap("<AllowedOrigin>*.*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>"))).code,
    ).toBe("InvalidRequest");
    expect(
      (
        await put(
          wrap(
            "<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><ExposeHeader>a&#13;&#10;b</ExposeHeader>",
          ),
        )
      ).code,
    ).toBe("InvalidRequest");
    expect((await client.send(new GetBucketCorsCommand({ Bucket: store.bucket }))).CORSRules).toEqual([rule]);
    await client.send(new DeleteBucketCorsCommand({ Bucket: store.bucket }));
    expect((await ask(origin, "PUT")).status).toBe(403);
  });
});

test("lifecycle rules are stored and returned, or refused as not implemented", async () => {
  const Bucket = store.bucket;
  const read = () => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  const put = (rule: object) =>
    client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [{ ID: "r", Status: "Enabled", Filter: { Prefix: "tmp/" }, ...rule }],
        },
      }),
    );
  await expect(read()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
  await put({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Expiration: { Days: 30 } });
  expect((await read()).Rules).toEqual([
    {
      ID: "r",
      Status: "Enabled",
      Filter: { Prefix: "tmp/" },
      Expiration: { Days: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ]);
  await expect(put({ Transitions: [{ Days: 1, StorageClass: "STANDARD_IA" }] })).rejects.toMatchObject({
    name: "NotImplemented",
  });
  await expect(put({ Expiration: { Days: 0 } })).rejects.toMatchObject({ name: "InvalidArgument" });
  await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  await expect(read()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
});

describe("features it does not have", () => {
  test("read as for a new bucket, and are refused on writes", async () => {
    expect(
      (await client.send(new GetBucketVersioningCommand({ Bucket: store.bucket }))).Status,
    ).toBeUndefined();
    await expect(
      client.send(
        new PutBucketVersioningCommand({
          Bucket: store.bucket,
          VersioningConfiguration: { Status: "Enabled" },
        }),
      ),
    ).rejects.toMatchObject({ name: "NotImplemented" });
    const get = async (query: string) =>
      (await sendSigned(store, { path: `/${store.bucket}?${query}` })).status;
    const wanted = {
      acl: 200,
      versioning: 200,
      location: 200,
      policy: 404,
      encryption: 404,
      "object-lock": 404,
      publicAccessBlock: 404,
      website: 404,
      versions: 501,
      inventory: 501,
    };
    for (const [name, status] of Object.entries(wanted))
      expect([name, await get(name)]).toEqual([name, status]);
  });

  test.each([
    "acl",
    "policy",
    "tagging",
    "versioning",
    "object-lock",
    "encryption",
    "publicAccessBlock",
    "website",
    "unheard-of",
  ])("PUT ?%s answers 501 on bucket and object", async (name) => {
    for (const target of [store.bucket, `${store.bucket}/x`]) {
      const answer = await sendSigned(store, { method: "PUT", path: `/${target}?${name}`, body: "<x/>" });
      expect([answer.status, answer.code]).toEqual([501, "NotImplemented"]);
    }
  });

  test("an error is XML with its code, the path without its query, and the request's id", async () => {
    const answer = await sendSigned(store, { path: `/${store.bucket}/a%3Cb?x-id=secret` });
    expect(answer.headers["content-type"]).toBe("application/xml");
    expect(answer.body).toContain(`<Resource>/${store.bucket}/a%3Cb</Resource>`);
    expect(answer.body).toContain(`<RequestId>${String(answer.headers["x-amz-request-id"])}</RequestId>`);
    expect((await sendSigned(store, { method: "PATCH", path: `/${store.bucket}/x` })).status).toBe(405);
  });
});
