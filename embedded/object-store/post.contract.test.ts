import { createHash, createHmac } from "node:crypto";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "./testing.ts";
import { sdkClient, sendSigned } from "./testing-client.ts";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.stop());

type Fields = Record<string, string>;
const body = "a report, in bytes";
const sum = createHash("sha256").update(body).digest("base64");
const stored = async (key: string) => sendSigned(store, { path: `/${store.bucket}/${key}` });

/** Sends a form as a browser does. */
async function post(
  fields: Fields,
  bytes: string | Uint8Array<ArrayBuffer> = body,
  options: { headers?: Fields; name?: string; bucket?: string } = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([bytes]), options.name ?? "report.pdf");
  const url = `${store.endpoint}/${options.bucket ?? store.bucket}`;
  const response = await fetch(url, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: options.headers ?? {},
  });
  const text = await response.text();
  return {
    status: response.status,
    code: /<Code>(\w+)</.exec(text)?.[1] ?? "",
    text,
    headers: response.headers,
  };
}

/** As the app signs a form: exact key, size, type and checksum. */
async function sign(key: string, options: Partial<PresignedPostOptions> = {}): Promise<Fields> {
  const Fields = { "Content-Type": "application/pdf", "x-amz-checksum-sha256": sum, ...options.Fields };
  const { fields } = await createPresignedPost(sdkClient(store), {
    Bucket: store.bucket,
    Key: key,
    Expires: 60,
    Conditions: [["content-length-range", body.length, body.length]],
    ...options,
    Fields,
  });
  return fields;
}

/** A form signed by hand, for policies the SDK would not write. */
function signPolicy(policy: unknown, fields: Fields): Fields {
  const amzDate = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = amzDate.slice(0, 8);
  const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();
  const key = hmac(hmac(hmac(hmac(`AWS4${store.secretAccessKey}`, day), "auto"), "s3"), "aws4_request");
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  const encoded = Buffer.from(text).toString("base64");
  return {
    ...fields,
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-credential": `${store.accessKeyId}/${day}/auto/s3/aws4_request`,
    "x-amz-date": amzDate,
    policy: encoded,
    "x-amz-signature": hmac(key, encoded).toString("hex"),
  };
}

const later = () => new Date(Date.now() + 60_000).toISOString();
const signing = [
  ["starts-with", "$x-amz-algorithm", ""],
  ["starts-with", "$x-amz-credential", ""],
  ["starts-with", "$x-amz-date", ""],
];
const policyOf = (conditions: unknown[]) => ({
  expiration: later(),
  conditions: [...signing, { bucket: store.bucket }, ...conditions],
});

describe("a form as the app signs it", () => {
  test("stores the bytes with their type and checksum; again it can only store the same", async () => {
    const fields = await sign("post/ok.pdf");
    expect((await post(fields)).status).toBe(204);
    const got = await stored("post/ok.pdf");
    expect([got.body, got.headers["content-type"]]).toEqual([body, "application/pdf"]);
    const head = await sendSigned(store, {
      method: "HEAD",
      path: `/${store.bucket}/post/ok.pdf`,
      headers: { "x-amz-checksum-mode": "ENABLED" },
    });
    expect(head.headers["x-amz-checksum-sha256"]).toBe(sum);
    expect((await post(fields, body.replace("a", "A"))).code).toBe("BadDigest");
    expect((await post(fields)).status).toBe(204);
    expect((await post(fields, body, { headers: { "if-none-match": "*" } })).status).toBe(412);
    expect((await stored("post/ok.pdf")).body).toBe(body);
  });

  test("every departure from the policy is refused and stores nothing", async () => {
    const fields = await sign("post/no.pdf");
    const { "Content-Type": _type, ...untyped } = fields;
    const { "x-amz-checksum-sha256": _sum, ...unsummed } = fields;
    const attempts: [Fields, string, string][] = [
      [fields, `${body}!`, "EntityTooLarge"],
      [fields, body.slice(1), "EntityTooSmall"],
      [{ ...fields, key: "post/other.pdf" }, body, "AccessDenied"],
      [{ ...fields, "Content-Type": "text/html" }, body, "AccessDenied"],
      [
        { ...fields, "x-amz-checksum-sha256": createHash("sha256").update("x").digest("base64") },
        body,
        "AccessDenied",
      ],
      [{ ...fields, "x-amz-meta-mine": "1" }, body, "AccessDenied"],
      [{ ...fields, "Content-Disposition": "inline" }, body, "AccessDenied"],
      [untyped, body, "AccessDenied"],
      [unsummed, body, "AccessDenied"],
      [{ key: "post/no.pdf" }, body, "AccessDenied"],
      [{ ...fields, "X-Amz-Signature": "0".repeat(64) }, body, "SignatureDoesNotMatch"],
      [{ ...fields, Policy: `${fields.Policy}=` }, body, "SignatureDoesNotMatch"],
      [
        { ...fields, "X-Amz-Credential": fields["X-Amz-Credential"]?.replace(/^[^/]+/, "other") ?? "" },
        body,
        "InvalidAccessKeyId",
      ],
      [{ ...fields, "X-Amz-Algorithm": "AWS4-HMAC-SHA1" }, body, "InvalidArgument"],
    ];
    const { Policy: _p, ...anonymous } = fields;
    attempts.push([anonymous, body, "AccessDenied"]);
    for (const [sent, bytes, code] of attempts) expect((await post(sent, bytes)).code).toBe(code);
    expect((await post(fields, body, { bucket: "another-bucket" })).code).toBe("AccessDenied");
    expect((await stored("post/no.pdf")).code).toBe("NoSuchKey");
    expect((await stored("post/other.pdf")).code).toBe("NoSuchKey");
  });

  test("is refused when its policy has expired", async () => {
    const fields = await sign("post/late.pdf", { Expires: 1 });
    await new Promise((done) => setTimeout(done, 1600));
    const late = await post(fields);
    expect([late.status, late.code]).toEqual([403, "AccessDenied"]);
    expect(late.text).toContain("Policy expired");
  });
});

describe("policies in general", () => {
  test("starts-with, eq, ranges, ignored and named fields, and the file's name", async () => {
    const fields = signPolicy(
      policyOf([
        ["starts-with", "$key", "user/"],
        ["EQ", "$Content-Type", "text/plain"],
        ["content-length-range", "1", 100],
        ["starts-with", "$x-amz-meta-note", ""],
      ]),
      { key: "user/${filename}", "content-type": "text/plain", "x-amz-meta-note": "ä", "x-ignore-me": "1" },
    );
    expect((await post(fields, "abc", { name: "C:\\dir\\my file.txt" })).status).toBe(204);
    const got = await stored("user/my%20file.txt");
    expect([got.body, Buffer.from(String(got.headers["x-amz-meta-note"]), "latin1").toString()]).toEqual([
      "abc",
      "ä",
    ]);
    expect((await post({ ...fields, key: "elsewhere/x" }, "abc")).code).toBe("AccessDenied");
    expect((await post(fields, "")).code).toBe("EntityTooSmall");
    expect((await post(fields, "x".repeat(101))).code).toBe("EntityTooLarge");
  });

  test("what is not understood is refused", async () => {
    const key = { key: "x" };
    const bad: unknown[] = [
      "not json",
      {},
      { expiration: later() },
      { expiration: "tomorrow", conditions: [] },
      policyOf([["ends-with", "$key", "x"]]),
      policyOf([["eq", "key", "x"]]),
      policyOf([["eq", "$key"]]),
      policyOf([["content-length-range", 1]]),
      policyOf([["content-length-range", -1, 5]]),
      policyOf([{ key: 5 }]),
      policyOf([7]),
    ];
    for (const policy of bad)
      expect((await post(signPolicy(policy, key))).code).toBe("InvalidPolicyDocument");
    const unbound = { expiration: later(), conditions: [...signing, { key: "x" }] };
    expect((await post(signPolicy(unbound, key))).code).toBe("AccessDenied");
    expect((await stored("x")).code).toBe("NoSuchKey");
  });

  test("the answer is the status that was asked for", async () => {
    for (const [asked, status] of [
      ["200", 200],
      ["201", 201],
      ["204", 204],
      ["500", 204],
    ] as const) {
      const fields = signPolicy(policyOf([{ key: "status" }, { success_action_status: asked }]), {
        key: "status",
        success_action_status: asked,
      });
      const answer = await post(fields);
      expect(answer.status).toBe(status);
      expect(answer.headers.get("etag")).toBe(`"${createHash("md5").update(body).digest("hex")}"`);
      if (status === 201) expect(answer.text).toContain("<Key>status</Key>");
    }
    const to = { success_action_redirect: "http://127.0.0.1:1/done?a=1" };
    const redirected = await post(signPolicy(policyOf([{ key: "status" }, to]), { key: "status", ...to }));
    expect([
      redirected.status,
      redirected.headers.get("location")?.startsWith("http://127.0.0.1:1/done?a=1&bucket="),
    ]).toEqual([303, true]);
  });

  test("a form that is no form, has no file, or too much before it", async () => {
    const send = async (text: string) => {
      const headers = { "content-type": "multipart/form-data; boundary=B" };
      const response = await fetch(`${store.endpoint}/${store.bucket}`, {
        method: "POST",
        headers,
        body: text,
      });
      return /<Code>(\w+)</.exec(await response.text())?.[1];
    };
    const field = (name: string, value: string) =>
      `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    expect(await send("")).toBe("MalformedPOSTRequest");
    expect(await send("garbage")).toBe("MalformedPOSTRequest");
    expect(await send(`${field("key", "x")}--B--\r\n`)).toBe("InvalidArgument");
    expect(await send(field("key", "x".repeat(30_000)))).toBe("MaxPostPreDataLengthExceeded");
    expect(await send(`${field("key", "a")}${field("key", "b")}--B--`)).toBe("InvalidArgument");
    const open = signPolicy(policyOf([{ key: "cut" }]), { key: "cut" });
    const text = Object.entries(open)
      .map(([name, value]) => field(name, value))
      .join("");
    expect(
      await send(`${text}--B\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhalf`),
    ).toBe("MalformedPOSTRequest");
    expect((await stored("cut")).code).toBe("NoSuchKey");
  });
});
