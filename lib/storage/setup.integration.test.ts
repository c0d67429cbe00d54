import { randomUUID } from "node:crypto";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { type Store, store } from "#lib/storage/client.ts";
import { readCors, writeCors } from "#lib/storage/cors.ts";
import { readLifecycle, writeLifecycle } from "#lib/storage/lifecycle.ts";
import { setUpBucket } from "#lib/storage/setup.ts";
import { storeAt, withStore } from "#lib/testing/bucket.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";

const ORIGIN = "https://docs.example.org";
const OPTIONS = { origins: [ORIGIN], post: true, tierAfter: null, dryRun: false };
const FOREIGN = { AllowedOrigins: ["https://www.example.org"], AllowedMethods: ["GET"] };
const TIDY = { ID: "tidy", Status: "Enabled" as const, Filter: { Prefix: "tmp/" }, Expiration: { Days: 1 } };

/** A new bucket of the real store, of which nobody else knows. */
async function inNewBucket<T>(work: () => Promise<T>, target: Store = store()): Promise<T> {
  const bucket = `setup-${randomUUID()}`;
  await store().client.send(new CreateBucketCommand({ Bucket: bucket }));
  return withStore({ ...target, bucket }, work);
}

test("a new bucket gets both rules, and the second time there is nothing to do", () =>
  inNewBucket(async () => {
    const planned = await setUpBucket({ ...OPTIONS, dryRun: true });
    expect(planned).toMatchObject([{ state: "planned" }, { state: "planned" }]);
    expect([await readCors(), await readLifecycle()]).toEqual([[], []]);

    expect(await setUpBucket(OPTIONS)).toMatchObject([{ state: "written" }, { state: "written" }]);
    expect(await readCors()).toMatchObject([
      { AllowedOrigins: [ORIGIN], ExposeHeaders: expect.arrayContaining(["ETag"]) as string[] },
    ]);
    expect(await readLifecycle()).toMatchObject([
      { Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    ]);
    expect(await setUpBucket(OPTIONS)).toMatchObject([
      { state: "in_place", missing: [] },
      { state: "in_place", missing: [] },
    ]);
  }));

test("rules of others stay, and an earlier one of ours is replaced", () =>
  inNewBucket(async () => {
    await writeCors([{ AllowedOrigins: [ORIGIN], AllowedMethods: ["GET"] }, FOREIGN]);
    await writeLifecycle([TIDY]);
    expect(await setUpBucket(OPTIONS)).toMatchObject([
      { kind: "cors", state: "written", kept: 1, replaced: 1 },
      { kind: "lifecycle", state: "written", kept: 1, replaced: 0 },
    ]);
    expect((await readCors()).map(({ AllowedOrigins }) => AllowedOrigins)).toEqual([
      [ORIGIN],
      FOREIGN.AllowedOrigins,
    ]);
    expect((await readLifecycle()).map(({ ID }) => ID)).toEqual(["tidy", "athena-unfinished-uploads"]);
  }));

test("what a person has set by hand, and is enough, is left alone", () =>
  inNewBucket(async () => {
    await writeCors([
      {
        AllowedOrigins: ["*"],
        AllowedMethods: ["GET", "HEAD", "PUT", "POST"],
        AllowedHeaders: ["*"],
        ExposeHeaders: ["etag", "Content-Length", "Content-Range", "Accept-Ranges"],
      },
    ]);
    await writeLifecycle([
      {
        ID: "mine",
        Status: "Enabled",
        Filter: { Prefix: "" },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 8 },
      },
    ]);
    expect(await setUpBucket(OPTIONS)).toMatchObject([{ state: "in_place" }, { state: "in_place" }]);
  }));

test("a rule that the store does not have is not claimed to be there, and keeps no other from being", () =>
  inNewBucket(async () => {
    const [cors, abort, tiering] = await setUpBucket({ ...OPTIONS, tierAfter: 90 });
    expect([cors?.state, abort?.state]).toEqual(["written", "written"]);
    expect(tiering).toMatchObject({ state: "refused" });
    expect(tiering?.reason).toContain("NotImplemented");
    expect(tiering?.missing).toHaveLength(4);
    expect((await readLifecycle()).map(({ ID }) => ID)).toEqual(["athena-unfinished-uploads"]);
  }));

test("where the key may not see what is there, nothing is written", async () => {
  const asked: string[] = [];
  await using behind = await faultyStore((request) => {
    asked.push(request.method ?? "");
    return request.method === "GET" ? 403 : null;
  });
  await inNewBucket(async () => {
    const done = await setUpBucket(OPTIONS);
    expect(done).toMatchObject([
      { state: "unread", all: [{ AllowedOrigins: [ORIGIN] }] },
      { state: "unread", all: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
    ]);
  }, storeAt(behind.endpoint));
  expect(new Set(asked)).toEqual(new Set(["GET"]));
});
