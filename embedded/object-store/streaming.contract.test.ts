import { createHash, createHmac } from "node:crypto";
import { Readable } from "node:stream";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChecksumAlgorithm, startChecksum } from "./checksum.ts";
import { startTestStore, type TestStore } from "./testing.ts";
import { type Signing, sdkClient, sendRaw, sendSigned, signRaw } from "./testing-client.ts";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.stop());

const path = (key: string) => `/${store.bucket}/${key}`;
const absent = async (key: string) => (await sendSigned(store, { path: path(key) })).code === "NoSuchKey";
const sha256 = (data: string) => createHash("sha256").update(data).digest("hex");

function checksum(algorithm: ChecksumAlgorithm, text: string): string {
  const running = startChecksum(algorithm);
  running.update(Buffer.from(text));
  return running.digest().toString("base64");
}

/** A body in signed chunks (AWS, "Signature calculations: multiple chunks"). */
function signedChunks(signing: Signing, chunks: string[], trailer?: string): string {
  const { key, amzDate, scope } = signing;
  let previous = signing.signature;
  const next = (kind: string, tail: string) => {
    previous = createHmac("sha256", key)
      .update([kind, amzDate, scope, previous, tail].join("\n"))
      .digest("hex");
    return previous;
  };
  const body = [...chunks, ""].map((chunk) => {
    const signature = next("AWS4-HMAC-SHA256-PAYLOAD", `${sha256("")}\n${sha256(chunk)}`);
    const end = chunk === "" && trailer !== undefined ? "" : "\r\n";
    return `${chunk.length.toString(16)};chunk-signature=${signature}\r\n${chunk}${end}`;
  });
  if (trailer === undefined) return body.join("");
  const signature = next("AWS4-HMAC-SHA256-TRAILER", sha256(`${trailer}\n`));
  return `${body.join("")}${trailer}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`;
}

function streamed(key: string, payloadHash: string, decoded: number, extra: Record<string, string> = {}) {
  const headers = {
    "content-encoding": "aws-chunked",
    "x-amz-decoded-content-length": String(decoded),
    ...extra,
  };
  return signRaw(store, { method: "PUT", path: path(key), headers }, { payloadHash });
}

describe("signed chunks", () => {
  const chunks = ["a".repeat(70_000), "b".repeat(30_000)];
  const whole = chunks.join("");

  test("are put together; the coding is not stored", async () => {
    const request = streamed("signed", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", whole.length);
    expect((await sendRaw(store, { ...request, body: signedChunks(request.signing, chunks) })).status).toBe(
      200,
    );
    const got = await sendSigned(store, { path: path("signed") });
    expect(got.body).toBe(whole);
    expect(got.headers["content-encoding"]).toBeUndefined();
  });

  test("an altered, reordered or cut chunk leaves nothing", async () => {
    const request = streamed("forged", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", whole.length);
    const body = signedChunks(request.signing, chunks);
    const forged = await sendRaw(store, { ...request, body: body.replace("bbb", "bbc") });
    expect(forged.code).toBe("SignatureDoesNotMatch");
    const unsigned = await sendRaw(store, { ...request, body: body.replace(/;chunk-signature=\w+/, "") });
    expect(unsigned.code).toBe("SignatureDoesNotMatch");
    const cut = await sendRaw(store, { ...request, body: body.slice(0, body.lastIndexOf("0;chunk")) });
    expect(cut.code).toBe("IncompleteBody");
    const more = streamed("forged", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", whole.length + 1);
    expect((await sendRaw(store, { ...more, body: signedChunks(more.signing, chunks) })).code).toBe(
      "IncompleteBody",
    );
    expect(await absent("forged")).toBe(true);
  });

  test("with a signed trailer, whose checksum and signature are verified", async () => {
    const trailer = `x-amz-checksum-crc32c:${checksum("CRC32C", whole)}`;
    const send = (key: string, text: string, tamper = (body: string) => body) => {
      const request = streamed(key, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", whole.length, {
        "x-amz-trailer": "x-amz-checksum-crc32c",
      });
      return sendRaw(store, { ...request, body: tamper(signedChunks(request.signing, chunks, text)) });
    };
    expect((await send("trailed", trailer)).status).toBe(200);
    expect((await send("t2", "x-amz-checksum-crc32c:AAAAAA==")).code).toBe("BadDigest");
    expect(
      (await send("t2", trailer, (body) => body.replace(/(trailer-signature:).{4}/, "$10000"))).code,
    ).toBe("SignatureDoesNotMatch");
    expect(
      (await send("t2", trailer, (body) => body.replace(/x-amz-trailer-signature.*\r\n/, ""))).code,
    ).toBe("SignatureDoesNotMatch");
    expect(await absent("t2")).toBe(true);
  });
});

describe("unsigned chunks with a trailer", () => {
  const text = "trailing checksums ".repeat(5000);
  const body = (trailer: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n${trailer}\r\n\r\n`;
  const algorithms: ChecksumAlgorithm[] = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

  test.each(algorithms)("%s is verified and kept", async (algorithm) => {
    const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
    const send = (key: string, trailer: string) => {
      const request = streamed(key, "STREAMING-UNSIGNED-PAYLOAD-TRAILER", text.length, {
        "x-amz-trailer": name,
      });
      return sendRaw(store, { ...request, body: body(trailer) });
    };
    const value = checksum(algorithm, text);
    expect((await send(algorithm, `${name}:${value}`)).status).toBe(200);
    const head = await sendSigned(store, {
      method: "HEAD",
      path: path(algorithm),
      headers: { "x-amz-checksum-mode": "ENABLED" },
    });
    expect(head.headers[name]).toBe(value);
    expect((await send("bad", `${name}:${checksum(algorithm, "other")}`)).code).toBe("BadDigest");
    expect((await send("bad", "x-other:1")).code).toBe("MalformedTrailerError");
    expect(await absent("bad")).toBe(true);
  });

  test("what the SDK sends by itself, for buffers and streams of every algorithm", async () => {
    const client = sdkClient(store, "WHEN_SUPPORTED");
    for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "SHA1", "SHA256", "CRC64NVME"] as const) {
      const Key = `sdk-${ChecksumAlgorithm}`;
      const target = { Bucket: store.bucket, Key };
      await client.send(new PutObjectCommand({ ...target, Body: text, ChecksumAlgorithm }));
      const Body = Readable.from([Buffer.from(text)]);
      await client.send(
        new PutObjectCommand({ ...target, Body, ContentLength: text.length, ChecksumAlgorithm }),
      );
      const got = await client.send(new GetObjectCommand(target));
      expect(await got.Body?.transformToString()).toBe(text);
      const head = await client.send(new HeadObjectCommand({ ...target, ChecksumMode: "ENABLED" }));
      expect(head[`Checksum${ChecksumAlgorithm}`]).toBe(checksum(ChecksumAlgorithm, text));
    }
  });

  test("nonsense framing is refused", async () => {
    for (const bad of [
      "zz\r\n",
      `${"f".repeat(30)}\r\n`,
      "5\r\nhelloXX0\r\n\r\n",
      "5\r\nhello\r\n0\r\n\r\nmore",
    ]) {
      const request = streamed("framing", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", 5, {
        "x-amz-trailer": "x-amz-checksum-crc32",
      });
      expect((await sendRaw(store, { ...request, body: bad })).status).toBe(400);
    }
    expect(await absent("framing")).toBe(true);
  });
});
