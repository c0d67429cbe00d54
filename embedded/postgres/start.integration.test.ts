import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asAdministrator } from "./connection.ts";
import { startPostgres } from "./start.ts";

let parent: string;
let dataDir: string;

/** Faster on a slow disk, and as durable as ever against what is tested here: only a power cut would show. */
const start = (port?: number) =>
  startPostgres({ dataDir, settings: { fsync: "off" }, ...(port === undefined ? {} : { port }) });

async function query<T>(url: string, text: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return (await sql.unsafe(text)) as unknown as T[];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

beforeAll(() => {
  parent = mkdtempSync(path.join(tmpdir(), "athena postgres "));
  // As root the server is another account, which must be able to pass.
  chmodSync(parent, 0o711);
  dataDir = path.join(parent, "data");
});

afterAll(async () => {
  if (existsSync(path.join(dataDir, "instance.json"))) {
    const left = await start();
    await left.stop(0);
  }
  rmSync(parent, { recursive: true, force: true });
});

test("what an interrupted first start left is cleared away, and the database is made", async () => {
  mkdirSync(path.join(dataDir, "cluster-partial-abc", "cluster", "base"), { recursive: true });
  const server = await start();
  expect(server.reused).toBe(false);
  expect(readdirSync(dataDir).sort()).toEqual(["cluster", "instance.json", "postgres.log"]);
  expect(statSync(path.join(dataDir, "instance.json")).mode & 0o777).toBe(0o600);
  await query(
    server.ownerUrl,
    "create table kept (n int); insert into kept values (1); create extension pg_trgm",
  );
  const [role] = await query<{ rolsuper: boolean }>(
    server.url,
    "select rolsuper from pg_roles where rolname = current_user",
  );
  expect(role?.rolsuper).toBe(false);
  const [encoding] = await query(
    server.url,
    "select datcollate, datlocprovider from pg_database where datname = current_database()",
  );
  expect(encoding).toEqual({ datcollate: "C.UTF-8", datlocprovider: "b" });
});

test("a server that still runs is taken over", async () => {
  const first = await start();
  expect(first.reused).toBe(true);
  const second = await start();
  expect([second.pid, second.port]).toEqual([first.pid, first.port]);
});

test("a killed server comes back on its port with what was committed", async () => {
  const before = await start();
  const ended = new Promise<void>((resolve) => before.onEnd(resolve));
  process.kill(before.pid, "SIGKILL");
  await ended;
  const after = await start(before.port);
  expect(after.reused).toBe(false);
  expect(after.port).toBe(before.port);
  expect(await query(after.ownerUrl, "select n from kept")).toEqual([{ n: 1 }]);
});

test("a stop ends it within seconds though connections are open, and the port is kept for the next start", async () => {
  const server = await start();
  const sql = postgres(server.url, { max: 2, onnotice: () => {} });
  const sleeping = sql`select pg_sleep(60)`.catch(() => "cut");
  await sql`select 1`;
  const begun = performance.now();
  await server.stop();
  expect(performance.now() - begun).toBeLessThan(3_000);
  expect(await sleeping).toBe("cut");
  await sql.end({ timeout: 1 });
  expect((await start()).port).toBe(server.port);
});

test("a remembered port that another program took is replaced", async () => {
  const server = await start();
  await server.stop();
  const other = createServer().listen(server.port, "127.0.0.1");
  const again = await start();
  expect(again.port).not.toBe(server.port);
  expect(await query(again.ownerUrl, "select n from kept")).toEqual([{ n: 1 }]);
  await again.stop();
  other.close();
});

test("a folder of before the app had a role of its own gets one, and keeps what it had", async () => {
  const server = await start();
  const file = path.join(dataDir, "instance.json");
  const { appPassword: _app, ...older } = JSON.parse(readFileSync(file, "utf8"));
  await asAdministrator(older, server.port, (sql) => sql`drop role athena_app`);
  writeFileSync(file, JSON.stringify(older));
  const again = await start();
  expect(again.reused).toBe(true);
  expect(await query(again.url, "select current_user as who")).toEqual([{ who: "athena_app" }]);
  expect(await query(again.ownerUrl, "select n from kept")).toEqual([{ n: 1 }]);
  await expect(query(again.url, "select n from kept")).rejects.toThrow("permission denied");
  expect((await start()).url).toBe(again.url);
  await again.stop();
});

test("a pid file that names another program's process is no obstacle", async () => {
  const lines = [process.pid, path.join(dataDir, "cluster"), 1, 5432, "", "127.0.0.1", "0 0", "ready"];
  writeFileSync(path.join(dataDir, "cluster", "postmaster.pid"), `${lines.join("\n")}\n`);
  const server = await start();
  expect(server.reused).toBe(false);
  await server.stop();
});

test("a cluster of another major version, and a lost password, are told in one line", async () => {
  const version = path.join(dataDir, "cluster", "PG_VERSION");
  writeFileSync(version, "15\n");
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 15, and this version .* brings 18/);
  writeFileSync(version, "18\n");
  const other = path.join(parent, "other");
  mkdirSync(path.join(other, "cluster"), { recursive: true });
  writeFileSync(path.join(other, "cluster", "PG_VERSION"), "18\n");
  await expect(startPostgres({ dataDir: other })).rejects.toThrow(/instance\.json is missing/);
});
