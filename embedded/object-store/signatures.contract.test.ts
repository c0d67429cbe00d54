import { createHash } from "node:crypto";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "./testing.ts";
import { type RawAnswer, sdkClient, sendRaw, sendSigned, signRaw } from "./testing-client.ts";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.stop());

const path = (key: string) => `/${store.bucket}/${key}`;
const minutes = (n: number) => new Date(Date.now() + n * 60_000);
const stored = async (key: string) => (await sendSigned(store, { path: path(key) })).body;
const outcome = ({ status, code }: RawAnswer) => [status, code];

/** Sends what a presigned URL allows, with changes. */
function follow(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<RawAnswer> {
  const { pathname, search } = new URL(url);
  return sendRaw(store, {
    method,
    path: pathname + search,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

describe("header signatures", () => {
  test("a right one is taken, in any region, and anonymous requests never are", async () => {
    expect((await sendSigned(store, { method: "PUT", path: path("a"), body: "hello" })).status).toBe(200);
    expect((await sendSigned(store, { path: path("a") }, { region: "us-east-1" })).body).toBe("hello");
    for (const method of ["GET", "PUT", "DELETE", "POST"]) {
      const answer = await sendRaw(store, { method, path: path("a"), headers: { "content-length": "0" } });
      expect(outcome(answer)).toEqual([403, "AccessDenied"]);
    }
    expect(outcome(await sendRaw(store, { path: "/" }))).toEqual([403, "AccessDenied"]);
    expect(outcome(await sendRaw(store, { path: "/no-such-bucket/x" }))).toEqual([403, "AccessDenied"]);
    expect(await stored("a")).toBe("hello");
  });

  test("wrong keys, secrets and times are told apart", async () => {
    const get = { path: path("a") };
    expect(outcome(await sendSigned(store, get, { accessKey: "other" }))).toEqual([
      403,
      "InvalidAccessKeyId",
    ]);
    expect(outcome(await sendSigned(store, get, { secretKey: "other" }))).toEqual([
      403,
      "SignatureDoesNotMatch",
    ]);
    expect(outcome(await sendSigned(store, get, { at: minutes(-16) }))).toEqual([
      403,
      "RequestTimeTooSkewed",
    ]);
    expect(outcome(await sendSigned(store, get, { at: minutes(16) }))).toEqual([403, "RequestTimeTooSkewed"]);
    expect((await sendSigned(store, get, { at: minutes(-14) })).status).toBe(200);
  });

  test("altered bytes, methods, paths, hosts and headers are refused and nothing is stored", async () => {
    const put = {
      method: "PUT",
      path: path("altered"),
      body: "good",
      headers: { "content-type": "text/plain" },
    };
    const signed = signRaw(store, put);
    expect(outcome(await sendRaw(store, { ...signed, body: "evil" }))).toEqual([
      400,
      "XAmzContentSHA256Mismatch",
    ]);
    const changed = [
      { ...signed, method: "POST" },
      { ...signed, path: path("other") },
      { ...signed, path: `${path("altered")}?uploads` },
      { ...signed, path: `${path("altered")}?x=1` },
      { ...signed, headers: { ...signed.headers, host: "evil.example" } },
      { ...signed, headers: { ...signed.headers, "content-type": "text/html" } },
      { ...signed, headers: { ...signed.headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } },
    ];
    for (const request of changed)
      expect(outcome(await sendRaw(store, request))).toEqual([403, "SignatureDoesNotMatch"]);
    expect((await sendSigned(store, { path: path("altered") })).code).toBe("NoSuchKey");
  });

  test("x-amz-* headers outside the signature and a signature without host are refused", async () => {
    const copy = {
      method: "PUT",
      path: path("stolen"),
      headers: { "x-amz-copy-source": `/${store.bucket}/a` },
    };
    expect(outcome(await sendSigned(store, copy, { unsigned: ["x-amz-copy-source"] }))).toEqual([
      403,
      "AccessDenied",
    ]);
    const bare = await sendSigned(store, { path: path("a") }, { unsigned: ["host"] });
    expect(outcome(bare)).toEqual([403, "AccessDenied"]);
  });

  test("malformed authorization is a 400 that says so", async () => {
    const { headers } = signRaw(store, { path: path("a") });
    const authorization = headers.authorization ?? "";
    const attempts: [string, string][] = [
      ["AWS4-HMAC-SHA256 nonsense", "AuthorizationHeaderMalformed"],
      [authorization.replace("/s3/", "/ec2/"), "AuthorizationHeaderMalformed"],
      [authorization.replace("aws4_request", "aws4"), "AuthorizationHeaderMalformed"],
      [authorization.replace(/\/\d{8}\//, "/20200101/"), "AuthorizationHeaderMalformed"],
      [authorization.replace(/, Signature=.*/, ""), "AuthorizationHeaderMalformed"],
      ["AWS key:signature", "InvalidRequest"],
      ["Bearer x", "InvalidRequest"],
    ];
    for (const [value, code] of attempts) {
      const answer = await sendRaw(store, { path: path("a"), headers: { ...headers, authorization: value } });
      expect([value.slice(0, 10), ...outcome(answer)]).toEqual([value.slice(0, 10), 400, code]);
    }
    const { "x-amz-content-sha256": _, ...rest } = headers;
    expect((await sendRaw(store, { path: path("a"), headers: rest })).code).toBe("InvalidRequest");
    expect(
      (await sendSigned(store, { path: path("a"), headers: { "x-amz-security-token": "t" } })).code,
    ).toBe("InvalidToken");
    expect(
      (await sendSigned(store, { method: "PUT", path: path("h"), body: "x" }, { payloadHash: "nonsense" }))
        .code,
    ).toBe("InvalidArgument");
  });

  test("ambiguous targets are refused: repeated parameters, broken escapes", async () => {
    expect((await sendSigned(store, { path: `/${store.bucket}?prefix=a&prefix=b` })).code).toBe(
      "InvalidArgument",
    );
    expect((await sendSigned(store, { path: path("%zz") })).code).toBe("InvalidURI");
    expect((await sendSigned(store, { path: path("%ff%fe") })).code).toBe("InvalidURI");
    expect((await sendRaw(store, { path: "http://evil.example/x" })).code).toBe("InvalidURI");
  });

  test("a doubly encoded key is another key", async () => {
    await sendSigned(store, { method: "PUT", path: path("dir%252Ffile"), body: "double" });
    expect((await sendSigned(store, { path: path("dir%2Ffile") })).code).not.toBe("");
    expect((await sendSigned(store, { path: path("dir/file") })).code).toBe("NoSuchKey");
    expect(await stored("dir%252Ffile")).toBe("double");
  });
});

describe("presigned requests", () => {
  const presign = async (key: string, expiresIn = 60, at = new Date()) =>
    getSignedUrl(sdkClient(store), new GetObjectCommand({ Bucket: store.bucket, Key: key }), {
      expiresIn,
      signingDate: at,
    });

  test("expire, start when they say, and last 1 second to 7 days", async () => {
    await sendSigned(store, { method: "PUT", path: path("p"), body: "presigned" });
    expect((await fetch(await presign("p"))).status).toBe(200);
    expect(outcome(await follow(await presign("p", 60, minutes(-2)), "GET", {}))).toEqual([
      403,
      "AccessDenied",
    ]);
    expect((await follow(await presign("p", 600, minutes(20)), "GET", {})).code).toBe("RequestTimeTooSkewed");
    const url = await presign("p");
    for (const bad of ["0", "604801", "-1", "1e3", ""]) {
      const answer = await follow(url.replace("X-Amz-Expires=60", `X-Amz-Expires=${bad}`), "GET", {});
      expect(outcome(answer)).toEqual([400, "AuthorizationQueryParametersError"]);
    }
  });

  test("cannot be stretched, moved or combined", async () => {
    const url = await presign("p");
    const longer = await follow(url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"), "GET", {});
    expect(longer.code).toBe("SignatureDoesNotMatch");
    expect((await follow(url.replace("/p?", "/a?"), "GET", {})).code).toBe("SignatureDoesNotMatch");
    expect((await follow(url, "DELETE", {})).code).toBe("SignatureDoesNotMatch");
    expect((await follow(`${url}&response-content-type=text/html`, "GET", {})).code).toBe(
      "SignatureDoesNotMatch",
    );
    expect((await follow(`${url}&X-Amz-Expires=600`, "GET", {})).code).toBe("InvalidArgument");
    expect((await follow(url, "GET", { host: "evil.example" })).code).toBe("SignatureDoesNotMatch");
    expect((await follow(url, "GET", { authorization: "AWS4-HMAC-SHA256 x" })).code).toBe("InvalidArgument");
    expect((await follow(url, "GET", { "x-amz-meta-mine": "1" })).code).toBe("AccessDenied");
  });

  test("a PUT as the app signs it takes those bytes once, and no others", async () => {
    const body = "exactly these bytes";
    const sum = createHash("sha256").update(body).digest("base64");
    const command = new PutObjectCommand({
      Bucket: store.bucket,
      Key: "put/once.txt",
      ContentLength: body.length,
      ContentType: "text/plain",
      ChecksumSHA256: sum,
      IfNoneMatch: "*",
    });
    const url = await getSignedUrl(sdkClient(store), command, {
      expiresIn: 60,
      signableHeaders: new Set(["content-type", "content-length", "if-none-match"]),
      unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
    });
    const headers = { "content-type": "text/plain", "x-amz-checksum-sha256": sum, "if-none-match": "*" };
    const other = createHash("sha256").update("Exactly these bytes").digest("base64");
    const refusals: [Record<string, string>, string, string][] = [
      [headers, `${body}!`, "SignatureDoesNotMatch"],
      [headers, body.slice(1), "SignatureDoesNotMatch"],
      [{ ...headers, "content-type": "text/html" }, body, "SignatureDoesNotMatch"],
      [{ ...headers, "x-amz-checksum-sha256": other }, "Exactly these bytes", "SignatureDoesNotMatch"],
      [headers, "Exactly these bytes", "BadDigest"],
      [{ "content-type": "text/plain", "x-amz-checksum-sha256": sum }, body, "SignatureDoesNotMatch"],
    ];
    for (const [sent, bytes, code] of refusals)
      expect((await follow(url, "PUT", sent, bytes)).code).toBe(code);
    expect((await sendSigned(store, { path: path("put/once.txt") })).code).toBe("NoSuchKey");
    expect((await follow(url, "PUT", headers, body)).status).toBe(200);
    expect(outcome(await follow(url, "PUT", headers, body))).toEqual([412, "PreconditionFailed"]);
    expect(await stored("put/once.txt")).toBe(body);
  });

  test("headers that a presigner moved into the query count as sent", async () => {
    const command = new PutObjectCommand({
      Bucket: store.bucket,
      Key: "hoisted",
      Metadata: { note: "kept" },
      ChecksumSHA256: createHash("sha256").update("x").digest("base64"),
    });
    const url = await getSignedUrl(sdkClient(store), command, { expiresIn: 60 });
    expect(new URL(url).searchParams.has("x-amz-checksum-sha256")).toBe(true);
    expect((await follow(url, "PUT", {}, "y")).code).toBe("BadDigest");
    expect((await follow(url, "PUT", {}, "x")).status).toBe(200);
    expect((await sendSigned(store, { path: path("hoisted") })).headers["x-amz-meta-note"]).toBe("kept");
  });
});
