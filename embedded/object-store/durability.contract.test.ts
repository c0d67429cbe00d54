import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, describe, expect, test } from "vitest";
import { startTestStore, type TestStore, type TestStoreOptions } from "./testing.ts";
import { sdkClient, sendRaw, sendSigned, signRaw } from "./testing-client.ts";

const dirs: string[] = [];
const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), "athena-durable-"));
  dirs.push(dir);
  return dir;
};
afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

const start = (dataDir: string, more: TestStoreOptions = {}) => startTestStore({ dataDir, ...more });
const put = (store: TestStore, key: string, body: string | Buffer) =>
  sendSigned(store, { method: "PUT", path: `/${store.bucket}/${key}`, body });
const get = (store: TestStore, key: string) => sendSigned(store, { path: `/${store.bucket}/${key}` });
const files = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const blobs = (dir: string) =>
  files(join(dir, "buckets")).filter((entry) => /^[0-9a-f]{32}$/.test(entry.name)).length;

describe("kill -9", () => {
  test("in the middle of writes leaves every object old or new, and nothing else", async () => {
    const dir = folder();
    const size = 300_000;
    const acknowledged = new Map<string, number>();
    for (let round = 1; round <= 4; round++) {
      const store = await start(dir);
      for (const [key, version] of acknowledged) {
        const { body } = await get(store, key);
        expect(body.length).toBe(size);
        expect(new Set(body).size).toBe(1);
        // What was answered is there; what was not answered may be there too.
        expect(body.charCodeAt(0) - 64).toBeGreaterThanOrEqual(version);
      }
      let running = true;
      let answered = 0;
      const writer = async (key: string) => {
        for (let version = (round - 1) * 6 + 1; running && version <= round * 6; version++) {
          const answer = await put(store, key, Buffer.alloc(size, String.fromCharCode(64 + version))).catch(
            () => undefined,
          );
          if (answer?.status !== 200) continue;
          acknowledged.set(key, version);
          answered++;
        }
      };
      const writers = Array.from({ length: 6 }, (_, i) => writer(`key-${i}`));
      // The others are somewhere in the middle then.
      await expect.poll(() => answered, { interval: 1, timeout: 20_000 }).toBeGreaterThan(round);
      await store.kill();
      running = false;
      await Promise.all(writers);
    }
    const store = await start(dir);
    const listed = await sendSigned(store, { path: `/${store.bucket}?list-type=2` });
    expect(blobs(dir)).toBe(listed.body.split("<Key>").length - 1);
    expect(readdirSync(join(dir, "tmp"))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(0);
    await store.stop();
  });

  test("leaves uploads and their parts as they were, and what was cut short goes", async () => {
    const dir = folder();
    const before = await start(dir);
    const at = { Bucket: before.bucket, Key: "big" };
    const { UploadId } = await sdkClient(before).send(new CreateMultipartUploadCommand(at));
    const { ETag } = await sdkClient(before).send(
      new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: "part" }),
    );
    const half = signRaw(
      before,
      { method: "PUT", path: `/${before.bucket}/half`, headers: { "content-length": "1000000" } },
      { payloadHash: "UNSIGNED-PAYLOAD" },
    );
    const cut = sendRaw(before, { ...half, body: Buffer.alloc(400_000) }).catch(() => undefined);
    await expect.poll(() => blobs(dir)).toBe(2);
    await before.kill();
    await cut;
    const after = await start(dir);
    expect(blobs(dir)).toBe(1);
    expect(after.log()).toContain("removed 1 unfinished");
    expect((await get(after, "half")).code).toBe("NoSuchKey");
    const { Uploads } = await sdkClient(after).send(new ListMultipartUploadsCommand({ Bucket: at.Bucket }));
    expect(Uploads?.map((upload) => upload.UploadId)).toEqual([UploadId]);
    const Parts = [{ PartNumber: 1, ETag }];
    await sdkClient(after).send(
      new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }),
    );
    await after.kill();
    const last = await start(dir);
    expect((await get(last, "big")).body).toBe("part");
    await last.stop();
  });
});

test("a client that goes away in mid-upload leaves nothing", async () => {
  const store = await start(folder());
  const request = signRaw(
    store,
    { method: "PUT", path: `/${store.bucket}/gone`, headers: { "content-length": "5000000" } },
    { payloadHash: "UNSIGNED-PAYLOAD" },
  );
  const socket = createConnection(store.port, "127.0.0.1");
  const lines = Object.entries(request.headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  socket.write(`PUT ${request.path} HTTP/1.1\r\n${lines}\r\n${"x".repeat(100_000)}`);
  await expect.poll(() => blobs(store.dataDir)).toBe(1);
  socket.destroy();
  await expect.poll(() => blobs(store.dataDir)).toBe(0);
  expect((await get(store, "gone")).code).toBe("NoSuchKey");
  await store.stop();
});

test("an object that is replaced or deleted while it is read is read to its end", async () => {
  const store = await start(folder());
  const size = 64 * 1024 * 1024;
  await put(store, "read", Buffer.alloc(size, "a"));
  const { headers } = signRaw(store, { path: `/${store.bucket}/read` });
  const { host: _host, ...sent } = headers;
  const response = await fetch(`${store.endpoint}/${store.bucket}/read`, { headers: sent });
  await put(store, "read", "new");
  expect((await get(store, "read")).body).toBe("new");
  expect((await response.arrayBuffer()).byteLength).toBe(size);
  await expect.poll(() => blobs(store.dataDir)).toBe(1);
  await store.stop();
});

describe("the data folder", () => {
  test("belongs to one process; a second says so in one line", async () => {
    const dir = folder();
    const store = await start(dir);
    await expect(start(dir)).rejects.toThrow(`in use by process ${store.pid}`);
    expect((await put(store, "x", "still serving")).status).toBe(200);
    await store.kill();
    const next = await start(dir);
    expect(await next.stop()).toBe(0);
    expect(readdirSync(dir)).not.toContain("lock");
  });

  test("is taken over when the lock's process has ended, though another has its number now", async () => {
    const dir = folder();
    writeFileSync(join(dir, "lock"), JSON.stringify({ pid: process.pid, started: "an earlier start" }));
    const store = await start(dir);
    expect(JSON.parse(readFileSync(join(dir, "lock"), "utf8"))).toMatchObject({ pid: store.pid });
    await store.stop();
  });

  test("of two that take over at once, one starts", async () => {
    const dir = folder();
    writeFileSync(join(dir, "lock"), JSON.stringify({ pid: 999_999_999, started: "" }));
    const outcomes = await Promise.allSettled([start(dir), start(dir), start(dir)]);
    const started = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(started.length).toBe(1);
    await Promise.all(started.map(({ value }) => value.stop()));
  });

  test("survives a record that cannot be read: the rest is served, and no bytes are thrown away", async () => {
    const dir = folder();
    const store = await start(dir);
    await put(store, "good", "good");
    await put(store, "bad", "bad");
    await store.stop();
    const record = files(join(dir, "buckets")).find(
      (entry) =>
        entry.name.endsWith(".json") &&
        readFileSync(join(entry.parentPath, entry.name), "utf8").includes('"key":"bad"'),
    );
    writeFileSync(join(record?.parentPath ?? "", record?.name ?? ""), "{ torn");
    const again = await start(dir);
    expect((await get(again, "good")).body).toBe("good");
    expect((await get(again, "bad")).status).toBe(500);
    expect(again.log()).toContain("unreadable object record");
    expect(blobs(dir)).toBe(2);
    await again.stop();
  });
});

test("SIGTERM lets an upload finish, and then ends with 0", async () => {
  const store = await start(folder());
  const body = Buffer.alloc(3_000_000, "z");
  const request = signRaw(
    store,
    { method: "PUT", path: `/${store.bucket}/late`, headers: { "content-length": String(body.length) } },
    { payloadHash: "UNSIGNED-PAYLOAD" },
  );
  const socket = createConnection(store.port, "127.0.0.1");
  const lines = Object.entries(request.headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  socket.write(`PUT ${request.path} HTTP/1.1\r\n${lines}\r\n`);
  socket.write(body.subarray(0, 1_000_000));
  await expect.poll(() => blobs(store.dataDir)).toBe(1);
  const code = store.stop({ keep: true });
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  await new Promise((done) => setTimeout(done, 300));
  socket.write(body.subarray(1_000_000));
  expect(await code).toBe(0);
  expect(answer).toContain("HTTP/1.1 200");
});

// A small disk of its own, in a mount namespace that ends with the store.
const canMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;
test.skipIf(!canMount)("a full disk is a 507, stores nothing, and breaks nothing", async () => {
  const dir = folder();
  const launcher = [
    "unshare",
    "-rm",
    "sh",
    "-c",
    `mount -t tmpfs -o size=24m none ${dir} && exec "$@"`,
    "sh",
  ];
  const store = await start(dir, { launcher });
  expect((await put(store, "fits", Buffer.alloc(8_000_000, "a"))).status).toBe(200);
  const full = await put(store, "full", Buffer.alloc(30_000_000, "b"));
  expect([full.status, full.code]).toEqual([507, "InsufficientStorage"]);
  expect((await get(store, "full")).code).toBe("NoSuchKey");
  expect((await put(store, "fits", Buffer.alloc(8_000_000, "c"))).status).toBe(200);
  expect((await get(store, "fits")).body.startsWith("ccc")).toBe(true);
  await store.stop();
});
