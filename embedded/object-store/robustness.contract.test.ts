import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createConnection, type Socket } from "node:net";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore } from "./testing.ts";
import { sdkClient, sendRaw, sendSigned, signRaw } from "./testing-client.ts";

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
});
afterAll(() => store.stop());

const health = async () => (await fetch(`${store.endpoint}/-/health`)).json();
afterEach(async () => {
  expect(await health()).toEqual({ name: "athena-object-store", status: "ok" });
});

/** What the store answers to these bytes before it closes the connection, or within `ms`. */
function converse(text: string, ms = 2000): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = createConnection(store.port, "127.0.0.1");
    let answer = "";
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(done, ms);
    socket.setEncoding("latin1").on("data", (part: string) => {
      answer += part;
    });
    socket
      .on("error", () => undefined)
      .on("close", () => {
        clearTimeout(timer);
        done();
      });
    socket.write(text);
  });
}

describe("malformed requests end their own connection and nothing else", () => {
  const cases: [string, string, RegExp][] = [
    ["no HTTP", "hello\r\n\r\n", /^HTTP\/1.1 400/],
    ["a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00", /^HTTP\/1.1 400/],
    ["no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", /^HTTP\/1.1 400/],
    ["two hosts", "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", /^HTTP\/1.1 400/],
    [
      "two lengths",
      "PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
      /^HTTP\/1.1 400/,
    ],
    [
      "a length and chunks",
      "PUT /a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      /^HTTP\/1.1 400/,
    ],
    ["a negative length", "PUT /a/b HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", /^HTTP\/1.1 400/],
    ["a control character", "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", /^HTTP\/1.1 400/],
    [
      "raw bytes in the path",
      "GET /a/\xff\xfe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      /^HTTP\/1.1 400/,
    ],
    ["an asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", /^HTTP\/1.1 400/],
    [
      "another host's address",
      "GET http://b/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      /InvalidURI/,
    ],
    ["a tunnel", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", /^$/],
    ["a large header", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(70_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
    ["many headers", `GET / HTTP/1.1\r\nHost: a\r\n${"X: y\r\n".repeat(20_000)}\r\n`, /^HTTP\/1.1 431/],
    [
      "a long path",
      `GET /a/${"x".repeat(20_000)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
      /AccessDenied/,
    ],
    [
      "an upgrade",
      "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      /AccessDenied/,
    ],
  ];
  test.each(cases)("%s", async (_name, text, expected) => {
    expect(await converse(text, 1000)).toMatch(expected);
  });

  test("garbage behind a request does not take the place of its answer", async () => {
    const answer = await converse("GET /x HTTP/1.1\r\nHost: a\r\n\r\n\x00garbage\r\n\r\n", 1000);
    expect(answer).toMatch(/^HTTP\/1.1 403/);
  });

  test("two hundred connections that say nothing, or too slowly, keep nobody out", async () => {
    const sockets = Array.from({ length: 200 }, () => {
      const socket = createConnection(store.port, "127.0.0.1").on("error", () => undefined);
      socket.write("PUT /a/b HTTP/1.1\r\nHost: a\r\nX-Slow:");
      return socket;
    });
    const started = performance.now();
    expect((await sendSigned(store, { path: "/" })).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2000);
    for (const socket of sockets) socket.destroy();
  });
});

/** Sends `size` bytes and resolves to the answer's status once all is sent or refused. */
function upload(
  path: string,
  headers: Record<string, string>,
  size: number,
): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    const req = request({ host: "127.0.0.1", port: store.port, method: "PUT", path, headers, agent: false });
    let sent = 0;
    const part = Buffer.alloc(1024 * 1024);
    req.on("response", (res) => {
      res.resume();
      res.on("end", () => resolve({ status: res.statusCode ?? 0, sent }));
    });
    req.on("error", reject);
    const pump = () => {
      while (sent < size) {
        sent += part.length;
        if (!req.write(part)) return void req.once("drain", pump);
      }
      req.end();
    };
    pump();
  });
}

const MB = 1024 * 1024;

describe("uploads", () => {
  test("a refused one is answered though its sender reads only when all is sent", async () => {
    const size = 64 * MB;
    const socket = createConnection(store.port, "127.0.0.1").pause();
    socket.write(`PUT /${store.bucket}/x HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`);
    const part = Buffer.alloc(MB);
    for (let sent = 0; sent < size; sent += MB) {
      if (!socket.write(part)) await new Promise((drained) => socket.once("drain", drained));
    }
    let answer = "";
    for await (const text of socket.setEncoding("utf8")) answer += text;
    expect(answer).toMatch(/^HTTP\/1.1 403[^]*<Code>AccessDenied/);
    const started = performance.now();
    const form = await fetch(`${store.endpoint}/${store.bucket}`, {
      method: "POST",
      body: (() => {
        const data = new FormData();
        data.append("key", "x");
        data.append("file", new Blob([new Uint8Array(32 * MB)]));
        return data;
      })(),
    });
    expect(form.status).toBe(403);
    await form.text();
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("a form is answered and its connection ended when its file is too large", async () => {
    const { fields, url } = await createPresignedPost(sdkClient(store), {
      Bucket: store.bucket,
      Key: "too-large",
      Conditions: [["content-length-range", 1, MB]],
    });
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    data.append("file", new Blob([new Uint8Array(64 * MB)]));
    const encoded = new Request(url, { method: "POST", body: data });
    const body = Buffer.from(await encoded.arrayBuffer());
    const type = encoded.headers.get("content-type") ?? "";
    const started = performance.now();
    const socket = createConnection(store.port, "127.0.0.1").pause();
    socket.write(
      `POST /${store.bucket} HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body);
    let answer = "";
    for await (const text of socket.setEncoding("utf8")) answer += text;
    expect(answer).toMatch(/^HTTP\/1.1 400[^]*<Code>EntityTooLarge/);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("one that asks first is refused before it sends, and served when it may", async () => {
    const ask = (headers: Record<string, string>) =>
      new Promise<[boolean, number]>((resolve, reject) => {
        let continued = false;
        const req = request({
          host: "127.0.0.1",
          port: store.port,
          method: "PUT",
          path: `/${store.bucket}/asked`,
          headers: { ...headers, expect: "100-continue" },
          agent: false,
        });
        req.on("continue", () => {
          continued = true;
          req.end("hello");
        });
        req.on("response", (res) => {
          res.resume();
          resolve([continued, res.statusCode ?? 0]);
          req.destroy();
        });
        req.on("error", reject);
        req.flushHeaders();
      });
    expect(await ask({ "content-length": "5" })).toEqual([false, 403]);
    const signed = signRaw(store, {
      method: "PUT",
      path: `/${store.bucket}/asked`,
      body: "hello",
      headers: { "content-length": "5" },
    });
    expect(await ask(signed.headers)).toEqual([true, 200]);
  });

  test("512 MiB up and down in bounded memory", async () => {
    const size = 512 * MB;
    const path = `/${store.bucket}/huge`;
    const { headers } = signRaw(
      store,
      { method: "PUT", path, headers: { "content-length": String(size) } },
      { payloadHash: "UNSIGNED-PAYLOAD" },
    );
    const started = performance.now();
    expect((await upload(path, headers, size)).status).toBe(200);
    const up = size / MB / ((performance.now() - started) / 1000);
    const { host: _host, ...sent } = signRaw(store, { path }).headers;
    const began = performance.now();
    const response = await fetch(store.endpoint + path, { headers: sent });
    let received = 0;
    for await (const part of response.body ?? []) received += part.length;
    const down = size / MB / ((performance.now() - began) / 1000);
    expect(received).toBe(size);
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${store.pid}/status`, "utf8"))?.[1]) / 1024;
    console.info(
      `PUT ${up.toFixed(0)} MiB/s, GET ${down.toFixed(0)} MiB/s, at most ${peak.toFixed(0)} MiB of memory`,
    );
    expect(peak).toBeLessThan(320);
    await sendRaw(store, signRaw(store, { method: "DELETE", path }));
  }, 60_000);
});

test("the log holds no query, no key and no secret", async () => {
  await sendSigned(store, {
    path: `/${store.bucket}/documents/7/Grace Hopper.pdf?response-content-type=text/secret`.replace(
      " ",
      "%20",
    ),
  });
  await expect.poll(() => store.log()).toContain("/documents/...");
  expect(store.log()).not.toMatch(/Hopper|secret|Signature|authorization/i);
});
