import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { v7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { startTestStore, type TestStore } from "#embedded/object-store/testing.ts";
import { startTestPostgres, type TestPostgres } from "#embedded/postgres/testing.ts";
import { sealAudit } from "#lib/audit/seal.ts";
import { bucketPlace } from "#lib/backup/bucket-place.ts";
import { folderPlace } from "#lib/backup/folder-place.ts";
import { blobPath, MARK_FILE, stampOf, tableFile } from "#lib/backup/format.ts";
import { generationsIn, headOf } from "#lib/backup/generations.ts";
import type { Buckets } from "#lib/backup/keep-object.ts";
import { makeBackup } from "#lib/backup/make.data.ts";
import { moveInstallation } from "#lib/backup/move.mutations.ts";
import type { Place } from "#lib/backup/place.ts";
import { pruneBackups } from "#lib/backup/prune.ts";
import { restoreBackup } from "#lib/backup/restore.mutations.ts";
import { verifyBackups } from "#lib/backup/verify.ts";
import { config } from "#lib/config.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { chooseLogo } from "#lib/logo/mutations.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";
import { removeHeld } from "#lib/storage/carry.ts";
import { publicBucket, store } from "#lib/storage/client.ts";
import { listForeign, openForeign } from "#lib/storage/foreign.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import { listBucket, readBucket, withStore } from "#lib/testing/bucket.ts";
import { runCommandLine, startCommand } from "#lib/testing/command.ts";
import { ownInstallation, untilAlone } from "#lib/testing/installation.ts";
import { runJobs } from "#lib/testing/jobs.ts";
import { largePicture } from "#lib/testing/multipart.ts";
import { storePicture } from "#lib/testing/public.ts";
import { documentRow } from "#lib/testing/rows.ts";
import { sha256Of, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { flushUsage } from "#lib/usage/flush.mutations.ts";

// Whole installations go to and fro, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const LARGE = 9 * 1024 * 1024;

let end: () => Promise<void>;
let school: TestSchool;
let folder: string;
let postgresServer: TestPostgres;
let otherStore: TestStore;

beforeAll(async () => {
  end = await ownInstallation();
  [postgresServer, otherStore] = await Promise.all([
    startTestPostgres(),
    startTestStore({ publicBucket: "other-public" }),
  ]);
  folder = await mkdtemp(join(tmpdir(), "athena-backup-"));
  school = await buildSchool();
  const { administrator, teacher } = school;
  const plan = await storeFile(teacher, { filename: "Plan año.pdf", title: "The plan" });
  await storeFile(teacher, { replaces: plan.id, filename: "later.pdf" });
  const large = largePicture(LARGE);
  const media = { kind: "media", filename: "large.png", contentType: TYPES.png } as const;
  await storeFile(teacher, media, large);
  const picture = await storePicture(teacher, "patio.png");
  await publishDocument(teacher, picture.id);
  await chooseLogo(administrator, picture.id);
  // The public copy and the logo are a worker's to make.
  await runJobs();
  await editDocument(teacher, plan.id, { notes: "a\ttab, \\N, \\. and\ntwo lines" });
  // More than a stream holds, so that whoever reads it is waited for.
  await database().execute(sql`
    insert into tags (id, school_id, name, name_key)
    select gen_random_uuid(), ${school.id}, repeat('x', 30) || n, 'key ' || n from generate_series(1, 5000) n`);
  await sealAudit();
  await flushUsage();
});
afterAll(async () => {
  await Promise.all([postgresServer?.stop(), otherStore?.stop(), end?.()]);
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Where a backup is put back to: a new database, by default with buckets that are empty. */
const target = (url: string, more: Record<string, string> = {}) => ({
  DATABASE_URL: url,
  DATABASE_MIGRATION_URL: url,
  R2_ENDPOINT_URL: otherStore.endpoint,
  R2_ACCESS_KEY_ID: otherStore.accessKeyId,
  R2_SECRET_ACCESS_KEY: otherStore.secretAccessKey,
  R2_BUCKET_NAME: otherStore.bucket,
  R2_PUBLIC_BUCKET_NAME: "other-public",
  R2_PUBLIC_BASE_URL: otherStore.publicUrl ?? "",
  ATHENA_DATA_DIR: join(folder, "data"),
  ...more,
});

/** What the tables have, row for row, of what a backup takes. */
async function contents(url: string): Promise<Record<string, string>> {
  const asked = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const tables = await asked<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'
        and tablename not in ('heartbeats', 'sessions', 'idempotency_keys', 'password_resets', 'rate_limits', 'setup_links', 'sign_in_steps')`;
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await asked.unsafe(
        `select count(*)::text || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as is from "${name}" t`,
      );
      found[name] = String(row?.["is"]);
    }
    const [jobs] = await asked`
      select count(*)::text as is from graphile_worker._private_jobs where attempts < max_attempts`;
    return { ...found, jobs: String(jobs?.["is"]) };
  } finally {
    await asked.end();
  }
}

/** Foreign keys and triggers as they stand. */
async function rules(url: string): Promise<unknown> {
  const asked = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await asked`
      select conrelid::regclass::text as at, conname as name, pg_get_constraintdef(oid) as is
      from pg_constraint where connamespace = 'public'::regnamespace
      union all select tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal
      order by 1, 2`;
  } finally {
    await asked.end();
  }
}

/** What the buckets of a store have: every key with the hash of its bytes. */
async function objects(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const key of (await listBucket("")).keys())
    found[key] = sha256Of((await readBucket(key)) ?? Buffer.of());
  for (const [key, size] of await listBucket("", { where: "public" })) found[`public ${key}`] = String(size);
  return found;
}

async function withOtherStore<T>(work: () => Promise<T>): Promise<T> {
  const { endpoint, bucket, accessKeyId, secretAccessKey } = otherStore;
  const client = new S3Client({
    endpoint,
    region: "auto",
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  const settings = config();
  const before = settings.R2_PUBLIC_BUCKET_NAME;
  settings.R2_PUBLIC_BUCKET_NAME = "other-public";
  try {
    return await withStore({ client, bucket, endpoint }, work);
  } finally {
    settings.R2_PUBLIC_BUCKET_NAME = before;
  }
}

const own = () => ({ ATHENA_DATA_DIR: join(folder, "data") });
const { signal } = new AbortController();

const placeOf = (to: string | Place) => (typeof to === "string" ? folderPlace(to) : to);

/** The other store's bucket as one of somebody else's. */
const otherBucket = (bucket: string) =>
  openForeign({
    bucket,
    endpoint: otherStore.endpoint,
    region: "auto",
    accessKeyId: otherStore.accessKeyId,
    secretAccessKey: otherStore.secretAccessKey,
  });

/** What the command does, without a process of its own; answers the generation and how many files were copied. */
async function backUp(to: string | Place): Promise<{ stamp: string; copied: number }> {
  const { client, bucket } = store();
  const { DATABASE_MIGRATION_URL, DATABASE_URL } = config();
  let copied = 0;
  const { stamp } = await makeBackup({
    databaseUrl: DATABASE_MIGRATION_URL ?? DATABASE_URL,
    from: { private: { client, bucket }, public: { client, bucket: publicBucket().bucket } },
    place: placeOf(to),
    atOnce: 4,
    signal,
    secretIds: [],
    secrets: null,
    onTables: () => undefined,
    onMeasured: () => undefined,
    onObject({ is }) {
      if (is !== "there") copied += 1;
    },
  });
  return { stamp, copied };
}

/** Puts a generation into a new database, and into buckets where some are given. */
async function restoreInto(url: string, place: Place, stamp: string, to: Buckets | null) {
  return restoreBackup({
    place,
    stamp,
    head: await headOf(place, stamp),
    target: { ownerUrl: url, appUrl: url },
    to,
    intoUsed: false,
    isLive: false,
    atOnce: 4,
    signal,
    onMeasured: () => undefined,
    onObject: () => undefined,
    onTable: () => undefined,
  });
}

/** Takes everything out of the buckets that other tests have filled. */
async function emptyOther(): Promise<void> {
  for (const name of [otherStore.bucket, "other-public"]) {
    const bucket = otherBucket(name);
    for await (const { key } of listForeign(bucket, "")) await removeHeld(bucket, key);
  }
}

/** Everything that is wrong with what is kept there. */
async function faultsIn(to: string | Place): Promise<string[]> {
  const faults: string[] = [];
  await verifyBackups({
    place: placeOf(to),
    atOnce: 4,
    signal,
    onMeasured: () => undefined,
    onFile: () => undefined,
    onFault: (what) => faults.push(what),
  });
  return faults;
}

/** Every file below a folder, from the folder on. */
async function filesIn(to: string): Promise<string[]> {
  const entries = await readdir(to, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** What belongs to the installation: a file that was deleted for good waits for the worker in its bucket. */
async function ownObjects(): Promise<Record<string, string>> {
  const rows = await database().execute<{ key: string }>(
    sql`select key from objects where state = 'deleting'`,
  );
  const going = new Set(rows.map(({ key }) => key));
  return Object.fromEntries(Object.entries(await objects()).filter(([key]) => !going.has(key)));
}

test("a backup brings everything back elsewhere: rows, bytes, seals, rules", async () => {
  const to = join(folder, "kept");
  const before = { rows: await contents(config().DATABASE_MIGRATION_URL ?? ""), files: await ownObjects() };
  expect(Object.keys(before.files).some((key) => key.startsWith("audit/"))).toBe(true);
  expect(Object.keys(before.files).filter((key) => key.startsWith("public "))).toHaveLength(2);
  const made = await runCommandLine("backup", ["--to", to, "--with-secrets"], own());
  expect(made).toMatchObject({ code: 0 });
  expect(made.said).toMatch(/Kept as \d{8}T\d{6}Z/);

  const url = await postgresServer.createDatabase();
  const back = await runCommandLine("restore", ["--from", to], target(url));
  expect(back).toMatchObject({ code: 0 });
  expect(await contents(url)).toEqual(before.rows);
  expect(await rules(url)).toEqual(await rules(config().DATABASE_MIGRATION_URL ?? ""));
  expect(await withOtherStore(objects)).toEqual(before.files);
  const [verified, fits] = await Promise.all([
    runCommandLine("audit:verify", [], target(url)),
    runCommandLine("reconcile", [], target(url, { RECONCILE_GRACE_HOURS: "0" })),
  ]);
  expect(verified).toMatchObject({ code: 0 });
  expect(fits).toMatchObject({ code: 0 });

  // It is in use from now on.
  const again = await runCommandLine("restore", ["--from", to], target(url));
  expect(again).toMatchObject({ code: 1, complained: expect.stringContaining("in use") as string });
});

test("what is there is not copied again, damage is found, and what only old backups have goes when told", async () => {
  const to = join(folder, "again");
  const place = folderPlace(to);
  const first = await backUp(to);
  const document = await storeFile(school.teacher, { filename: "new.pdf" });
  const bytes = (await readBucket((await documentRow(document.id))?.filePath ?? "")) ?? Buffer.of();
  // Another machine's run has only begun, or has come to no end: it is left alone for a day.
  const other = join(to, "database", stampOf(new Date(Date.now() - 3_600_000)));
  const old = join(to, "database", stampOf(new Date(Date.now() - 90_000_000)));
  for (const begun of [other, old]) {
    await mkdir(begun);
    await writeFile(join(begun, "begun.json"), "another's");
  }
  const second = await backUp(to);
  expect(second.copied).toBe(1);
  expect(await readdir(other)).toEqual(["begun.json"]);
  await expect(readdir(old)).rejects.toThrow("ENOENT");
  await expect(pruneBackups(place, 1, signal)).rejects.toThrow("is being made");
  await rm(other, { recursive: true });
  expect(await generationsIn(place)).toEqual([first.stamp, second.stamp]);
  expect(await faultsIn(to)).toEqual([]);

  const blob = join(to, blobPath(sha256Of(bytes)));
  await writeFile(blob, Buffer.from(bytes).fill(0, 0, 1));
  expect(await faultsIn(to)).toEqual([expect.stringContaining(sha256Of(bytes))]);
  await rm(blob);
  expect(await faultsIn(to)).toEqual([expect.stringContaining("missing")]);
  const third = await backUp(to);
  expect(await readFile(blob)).toEqual(bytes);
  expect(await faultsIn(to)).toEqual([]);

  await trashDocuments(school.teacher, [document.id]);
  await purgeDocuments(school.administrator, [document.id]);
  const last = await backUp(to);
  expect(await pruneBackups(place, 1, signal)).toEqual({
    removed: [first.stamp, second.stamp, third.stamp],
    objects: 1,
  });
  await expect(readFile(blob)).rejects.toThrow("ENOENT");
  expect(await readdir(join(to, "database"))).toEqual([last.stamp]);
  expect(await faultsIn(to)).toEqual([]);
});

test("a backup whose files were taken away meanwhile is never called whole, and one place is for one installation", async () => {
  const to = join(folder, "alone");
  const place = folderPlace(to);
  const harmed: Place = {
    ...place,
    async write(pathFor, chunks, expected) {
      const sha256 = await place.write(pathFor, chunks, expected);
      const path = pathFor(sha256);
      if (path.endsWith("objects.ndjson.gz"))
        await place.remove(path.replace(/[^/]+$/, tableFile("schools")));
      return sha256;
    },
  };
  await expect(backUp(harmed)).rejects.toThrow("tables/schools.copy.gz is not in");
  expect(await generationsIn(place)).toEqual([]);

  const mark = JSON.parse(await readFile(join(to, MARK_FILE), "utf8")) as object;
  await writeFile(join(to, MARK_FILE), JSON.stringify({ ...mark, installation: "of others" }));
  await expect(backUp(to)).rejects.toThrow("another installation");
});

test("a bucket keeps backups as a folder does, and gives them back", async () => {
  const kept = otherBucket("other-kept");
  await kept.client.send(new CreateBucketCommand({ Bucket: kept.bucket }));
  const place = bucketPlace(`${folder}/other`, kept, { endpoint: otherStore.endpoint, prefix: "daily/" });
  const first = await backUp(place);
  expect(first.copied).toBeGreaterThan(3);
  expect(await faultsIn(place)).toEqual([]);
  const second = await backUp(place);
  expect(second.copied).toBe(0);
  expect(await generationsIn(place)).toEqual([first.stamp, second.stamp]);
  expect(await pruneBackups(place, 1, signal)).toEqual({ removed: [first.stamp], objects: 0 });

  const before = { rows: await contents(config().DATABASE_MIGRATION_URL ?? ""), files: await ownObjects() };
  const url = await postgresServer.createDatabase();
  await emptyOther();
  const to = { private: otherBucket(otherStore.bucket), public: otherBucket("other-public") };
  await to.public.client.send(new PutObjectCommand({ Bucket: "other-public", Key: "of others", Body: "x" }));
  await expect(restoreInto(url, place, second.stamp, to)).rejects.toThrow("has files already");
  await removeHeld(to.public, "of others");
  expect(await restoreInto(url, place, second.stamp, to)).toEqual({ lost: 0 });
  expect(await contents(url)).toEqual(before.rows);
  expect(await withOtherStore(objects)).toEqual(before.files);
});

test("an installation moves to another database and other buckets, and not while the app is connected", async () => {
  const files = await ownObjects();
  const url = await postgresServer.createDatabase();
  await emptyOther();
  const { client, bucket } = store();
  const seen: string[] = [];
  const moving = {
    source: { ownerUrl: config().DATABASE_MIGRATION_URL ?? "", appUrl: config().DATABASE_URL },
    from: { private: { client, bucket }, public: { client, bucket: publicBucket().bucket } },
    target: { ownerUrl: url, appUrl: url },
    to: { private: otherBucket(otherStore.bucket), public: otherBucket("other-public") },
    work: await mkdtemp(join(folder, "move-")),
    atOnce: 4,
    signal,
    onReady: async () => undefined,
    onMeasured: () => undefined,
    onObject: ({ is }: { is: string }) => seen.push(is),
    onTable: () => undefined,
  };
  await database().execute(sql`select 1`);
  await expect(moveInstallation(moving)).rejects.toThrow("still connected");
  await untilAlone();
  // Whoever did something while the files were copied has ended again by the time of the last look.
  const noted = async () => {
    const asked = postgres(config().DATABASE_MIGRATION_URL ?? "", {
      max: 1,
      connection: { application_name: "x" },
    });
    await asked`insert into audit_events (id, action, outcome) values (${v7()}, 'test.used', 'ok')`;
    await asked.end();
  };
  await expect(moveInstallation({ ...moving, onReady: noted })).rejects.toThrow("has used the app");
  expect(new Set(seen.splice(0))).toEqual(new Set(["copied"]));
  const rows = await contents(config().DATABASE_MIGRATION_URL ?? "");
  await moveInstallation(moving);
  expect(new Set(seen)).toEqual(new Set(["there"]));
  expect(await contents(url)).toEqual(rows);
  expect(await rules(url)).toEqual(await rules(config().DATABASE_MIGRATION_URL ?? ""));
  expect(await withOtherStore(objects)).toEqual(files);
  // Once is enough: it is in use by then.
  await expect(moveInstallation(moving)).rejects.toThrow("in use");
});

test("killed in the middle, the next one goes on and leaves nothing half done", async () => {
  const to = join(folder, "killed");
  const running = startCommand("backup", ["--to", to, "--at-once", "1"], own());
  let isOver = false;
  void running.ended.then(() => {
    isOver = true;
  });
  const begun = async () => (await readdir(join(to, "objects")).catch(() => [])).length > 0;
  await expect.poll(async () => isOver || (await begun()), { timeout: 120_000, interval: 5 }).toBe(true);
  running.process.kill("SIGKILL");
  await running.ended;
  const { stamp } = await backUp(to);
  expect(await faultsIn(to)).toEqual([]);
  expect(await generationsIn(folderPlace(to))).toContain(stamp);
  expect(
    (await filesIn(join(to, "work"))).map((path) => basename(path)).filter((name) => name !== "lock"),
  ).toEqual([]);
});

test("an old database beside a newer bucket: reconcile reports, and repairs only when told", async () => {
  const to = join(folder, "old");
  const place = folderPlace(to);
  const gone = await storeFile(school.teacher, { filename: "gone since.pdf" });
  const trashed = await storeFile(school.teacher, { filename: "trashed.pdf" });
  await trashDocuments(school.teacher, [trashed.id]);
  await database().execute(sql`
    update documents set deleted_at = now() - interval '29 days' where id = ${trashed.id}`);
  await database().execute(sql`insert into webhooks (id, school_id, url, events, secret, created_by)
    values (${v7()}, ${school.id}, 'https://hook.example', '{}', 'sealed', ${school.administrator.userId})`);
  await database().execute(
    sql`select graphile_worker.add_job('mail_message', '{}'::json, run_at => now() + interval '1 day')`,
  );
  const { stamp } = await backUp(to);
  // Since then one was stored that the old database does not know, and one was deleted for good that it still has.
  const since = await storeFile(school.teacher, { filename: "stored since.pdf" });
  const keyOf = async (id: string) => (await documentRow(id))?.filePath ?? "";
  const [sinceKey, goneKey] = [await keyOf(since.id), await keyOf(gone.id)];
  await trashDocuments(school.teacher, [gone.id]);
  await purgeDocuments(school.administrator, [gone.id]);
  await deleteObject(goneKey);

  const url = await postgresServer.createDatabase();
  const old = {
    ...own(),
    DATABASE_URL: url,
    DATABASE_MIGRATION_URL: url,
    RECONCILE_GRACE_HOURS: "0",
    RECONCILE_MAX_REPAIR_PERCENT: "100",
  };
  await restoreInto(url, place, stamp, null);
  const manifest = join(folder, "faults.ndjson");
  const looked = await runCommandLine("reconcile", ["--manifest", manifest], old);
  expect(looked).toMatchObject({ code: 2 });
  const faults = (await readFile(manifest, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { sort: string; place: string });
  // Names of files are left out of what it tells.
  const told = ({ sort, place: at }: { sort: string; place: string }) => [sort, at.split("_")[0]];
  expect(faults.map(told)).toContainEqual(["file_missing", goneKey.split("_")[0]]);
  expect(faults.map(told)).toContainEqual(["object_unknown", sinceKey.split("_")[0]]);
  // It has only looked.
  expect((await listBucket(sinceKey)).size).toBe(1);

  const asked = postgres(url, { max: 1, onnotice: () => {} });
  const statusOf = async () =>
    (await asked<{ status: string }[]>`select status from documents where id = ${gone.id}`)[0]?.status;
  try {
    // It has its days anew, and tells nobody anything.
    const [inTrash] =
      await asked`select deleted_at > now() - interval '1 day' as new from documents where id = ${trashed.id}`;
    expect(inTrash).toEqual({ new: true });
    expect(await asked`select distinct state from webhooks`).toEqual([{ state: "paused" }]);
    expect(await asked`select from graphile_worker.jobs where task_identifier = 'mail_message'`).toHaveLength(
      0,
    );
    expect(await statusOf()).toBe("ready");
    const repaired = await runCommandLine("reconcile", ["--repair"], old);
    expect(repaired).toMatchObject({ code: 0 });
    expect(await statusOf()).toBe("missing");
    const [stray] = await asked`select state, purpose from objects where key = ${sinceKey}`;
    expect(stray).toEqual({ state: "deleting", purpose: "stray" });
  } finally {
    await asked.end();
  }
});
