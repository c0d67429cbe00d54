import { PutBucketCorsCommand } from "@aws-sdk/client-s3";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { startTestStore, type TestStore } from "#embedded/object-store/testing.ts";
import { type Env, readEnv, type Settings } from "#lib/env.ts";
import { openStore, storeName } from "#lib/storage/client.ts";
import { allowOrigins } from "#lib/storage/cors.ts";
import { findCapabilities } from "#lib/storage/data.ts";
import { examine, listChecks } from "#lib/storage/doctor/examine.ts";
import type { BrowserTask, CheckId, CheckResult } from "#lib/storage/doctor/types.ts";
import { writeLifecycle } from "#lib/storage/lifecycle.ts";
import { abortRule } from "#lib/storage/lifecycle-rules.ts";
import { headObject } from "#lib/storage/objects.ts";
import { listBucket, openMultiparts, withStore } from "#lib/testing/bucket.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";

const ORIGIN = "https://docs.example.org";

let embedded: TestStore;

const settings = (changes: Settings = {}): Settings => ({
  R2_ENDPOINT_URL: embedded.endpoint,
  R2_ACCESS_KEY_ID: embedded.accessKeyId,
  R2_SECRET_ACCESS_KEY: embedded.secretAccessKey,
  R2_BUCKET_NAME: embedded.bucket,
  ...changes,
});

const named = (changed: Settings) => openStore(readEnv(changed) as Env & Parameters<typeof openStore>[0]);

type Seen = Partial<Record<CheckId, CheckResult>> & { task?: BrowserTask };

/** Runs the doctor as an installation with these settings would. */
async function examined(changed: Settings, browser = false): Promise<Seen> {
  return withStore(named(changed), async () => {
    const seen: Seen = {};
    for await (const line of examine({ settings: changed, origins: [ORIGIN], browser })) {
      if ("put" in line) seen.task = line;
      else seen[line.id] = line;
    }
    return seen;
  });
}

const ids = (seen: Seen, state: CheckResult["state"]) =>
  Object.entries(seen).flatMap(([id, result]) => ("state" in result && result.state === state ? [id] : []));

/** The one thing that failed; everything that was left out names it. */
function theFault(seen: Seen): { id: string; finding: string } {
  const faults = ids(seen, "failed");
  expect(faults).toHaveLength(1);
  const [id = ""] = faults;
  for (const left of ids(seen, "skipped")) {
    if (!["public_bucket", "public_address", "scanner_size"].includes(left))
      expect(seen[left as CheckId]).toMatchObject({ because: id });
  }
  return { id, finding: seen[id as CheckId]?.finding ?? "" };
}

const prepare = () =>
  withStore(named(settings()), async () => {
    await allowOrigins([ORIGIN]);
    await writeLifecycle([abortRule()]);
  });

beforeAll(async () => {
  embedded = await startTestStore();
  await prepare();
});
afterAll(() => embedded.stop());
afterEach(() => vi.useRealTimers());

describe("the doctor on a set-up that is right", () => {
  test("passes everything, leaves no file behind, and remembers what the store can do", async () => {
    const changed = settings({ R2_ENDPOINT_URL: `${embedded.endpoint}/` });
    const seen = await examined(changed);
    const all = listChecks({ browser: false }).flatMap(({ checks }) => checks);
    expect(Object.keys(seen)).toEqual(all);
    expect(ids(seen, "failed")).toEqual([]);
    // Files of other tests wait for scanners of their own.
    expect(ids(seen, "warning").filter((id) => id !== "scan_backlog")).toEqual([]);
    expect(ids(seen, "skipped")).toEqual(["public_bucket", "public_address", "scanner_size"]);
    expect(await withStore(named(changed), () => listBucket("probes/"))).toEqual(new Map());
    expect(await withStore(named(changed), () => openMultiparts("probes/"))).toEqual([]);
    expect(await findCapabilities(storeName(named(changed)))).toMatchObject({ post: true, multipart: true });
  });

  test("leaves the browser one file to write, which has a row that is marked for deletion", async () => {
    const { task } = await examined(settings(), true);
    const put = await fetch(task?.put.url ?? "", {
      method: "PUT",
      headers: task?.put.headers ?? {},
      body: task?.text ?? "",
    });
    expect(put.status).toBe(200);
    expect(await (await fetch(task?.get ?? "")).text()).toBe(task?.text);
    const [key = ""] = [...(await withStore(named(settings()), () => listBucket("probes/"))).keys()];
    const rows = await database().select().from(objects).where(sql`${objects.key} = ${key}`);
    expect(rows).toMatchObject([{ state: "deleting", purpose: "probe" }]);
  });
});

describe("the doctor names the one thing that is wrong", () => {
  test.each<[string, () => Settings, CheckId, string]>([
    [
      "a wrong secret",
      () => settings({ R2_SECRET_ACCESS_KEY: "not-the-secret" }),
      "credentials",
      "secret_wrong",
    ],
    ["an unknown key", () => settings({ R2_ACCESS_KEY_ID: "nobody" }), "credentials", "key_unknown"],
    ["a wrong bucket", () => settings({ R2_BUCKET_NAME: "athena-dosc" }), "bucket", "bucket_missing"],
    [
      "a typo in the account id",
      () => settings({ R2_ENDPOINT_URL: "https://0123456789abcdef0123456789abcde.r2.cloudflarestorage.com" }),
      "endpoint",
      "account_id",
    ],
    [
      "a store that is down",
      () => settings({ R2_ENDPOINT_URL: "http://127.0.0.1:9" }),
      "connection",
      "refused",
    ],
    [
      "a name that no computer has",
      () => settings({ R2_ENDPOINT_URL: "http://store.invalid" }),
      "dns",
      "dns_unknown",
    ],
  ])("%s", async (_name, changed, id, finding) => {
    const seen = await examined(changed());
    expect(theFault(seen)).toEqual({ id, finding });
    expect(seen.store).toMatchObject({ state: "skipped", because: id });
  });

  test.each([
    ["ahead", 20, "clock_ahead"],
    ["behind", -20, "clock_behind"],
  ])("a clock 20 minutes %s", async (_name, minutes, finding) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });
    const seen = await examined(settings());
    expect(theFault(seen)).toEqual({ id: "clock", finding });
    expect(Math.abs(Number(seen.clock?.details?.minutes) - 20)).toBeLessThan(3);
    expect(seen.credentials).toMatchObject({ state: "skipped", because: "clock" });
  });

  test("settings that cannot be read, and none at all", async () => {
    for (const [changed, finding] of [
      [{ R2_ENDPOINT_URL: embedded.endpoint }, "variables_wrong"],
      [{ R2_ACCOUNT: "x" }, "variables_wrong"],
      [{}, "variables_absent"],
    ] as const) {
      const seen: Seen = {};
      for await (const line of examine({ settings: changed, origins: [] })) {
        if ("id" in line) seen[line.id] = line;
      }
      expect(theFault(seen)).toEqual({ id: "variables", finding });
    }
  });

  test.each([
    [
      "no CORS policy for this address",
      { AllowedOrigins: ["https://elsewhere.example"] },
      "cors_upload",
      "cors_missing",
    ],
    ["a CORS policy that shows no ETag", { ExposeHeaders: ["Content-Length"] }, "cors_etag", "cors_etag"],
    ["a CORS policy without PUT", { AllowedMethods: ["GET", "HEAD"] }, "cors_upload", "cors_method"],
    [
      "a CORS policy without the checksum's header",
      { AllowedHeaders: ["content-type", "content-disposition", "if-none-match"] },
      "cors_upload",
      "cors_headers",
    ],
  ])("%s", async (_name, change, id, finding) => {
    const { client, bucket } = named(settings());
    const rule = {
      AllowedOrigins: [ORIGIN],
      AllowedMethods: ["GET", "HEAD", "PUT", "POST"],
      AllowedHeaders: ["*"],
      ExposeHeaders: ["ETag"],
      ...change,
    };
    await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }));
    try {
      const seen = await examined(settings(), true);
      expect(theFault(seen)).toEqual({ id, finding });
      if (finding === "cors_headers")
        expect(seen.cors_upload?.details).toMatchObject({ headers: "x-amz-checksum-sha256" });
      expect(seen.browser_upload).toMatchObject({ state: "skipped", because: id });
    } finally {
      await prepare();
    }
  });

  test("a store that is not well", async () => {
    await using behind = await faultyStore(
      (request) => (request.method === "PUT" ? 503 : null),
      embedded.endpoint,
    );
    const seen = await examined(settings({ R2_ENDPOINT_URL: behind.endpoint }));
    expect(theFault(seen)).toEqual({ id: "store", finding: "unwell" });
  });

  test("a rule that deletes files by itself", async () => {
    await withStore(named(settings()), () =>
      writeLifecycle([
        { ID: "tidy", Status: "Enabled", Filter: { Prefix: "documents/" }, Expiration: { Days: 30 } },
      ]),
    );
    try {
      const seen = await examined(settings());
      expect(theFault(seen)).toEqual({ id: "lasting", finding: "lasting_deletes" });
      expect(seen.lasting?.details).toEqual({ rule: "tidy", prefix: "documents/", days: 30 });
      expect(seen.unfinished).toMatchObject({ state: "warning", finding: "abort_absent" });
    } finally {
      await prepare();
    }
  });

  test("a public bucket that is the private one", async () => {
    const same = settings({
      R2_PUBLIC_BUCKET_NAME: embedded.bucket,
      R2_PUBLIC_BASE_URL: "http://127.0.0.1:9",
    });
    const first = examine({ settings: same, origins: [ORIGIN], browser: false });
    expect((await first.next()).value).toMatchObject({
      id: "variables",
      state: "failed",
      finding: "variables_wrong",
      details: { variable: "R2_PUBLIC_BUCKET_NAME" },
    });
  });
});

test("a store that has just come back is well, though it was let alone a moment before", async () => {
  let isAway = true;
  await using behind = await faultyStore(() => (isAway ? 503 : null), embedded.endpoint);
  const changed = settings({ R2_ENDPOINT_URL: behind.endpoint });
  const seen: CheckResult[] = [];
  await withStore(named(changed), async () => {
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => headObject("probes/none")));
    expect(asked.every(({ status }) => status === "rejected")).toBe(true);
    isAway = false;
    for await (const line of examine({ settings: changed, origins: [ORIGIN] })) {
      if ("id" in line) seen.push(line);
    }
  });
  expect(seen.filter(({ state }) => state === "failed")).toEqual([]);
});

test("a store without POST gets a note, and nothing that is red", async () => {
  await using behind = await faultyStore(
    (request) => (request.method === "POST" ? 501 : null),
    embedded.endpoint,
  );
  const seen = await examined(settings({ R2_ENDPOINT_URL: behind.endpoint }));
  expect(seen.post).toMatchObject({ state: "note", finding: "post_absent" });
  expect(ids(seen, "failed")).toEqual([]);
});
