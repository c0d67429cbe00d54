import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { store } from "#lib/storage/client.ts";
import { examine } from "#lib/storage/doctor/examine.ts";
import { listBucket, withStore } from "#lib/testing/bucket.ts";

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** What a custom domain is to a bucket: shows its files to anybody. */
async function domainOf(bucket: string): Promise<string> {
  const server = createServer((request, answer) => {
    const key = decodeURIComponent((request.url ?? "/").slice(1).split("?")[0] ?? "");
    store()
      .client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      .then(async ({ Body }) => answer.end(await Body?.transformToByteArray()))
      .catch(() => answer.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function publicChecks(bucket: string, base: string) {
  const found: Record<string, string> = {};
  const settings = { ...process.env, R2_PUBLIC_BUCKET_NAME: bucket, R2_PUBLIC_BASE_URL: base };
  for await (const line of examine({ settings, origins: [] })) {
    if ("id" in line && line.id.startsWith("public_")) found[line.id] = line.finding;
  }
  return found;
}

test("a public bucket is right when its address shows it, and only it", async () => {
  const bucket = `public-${randomUUID()}`;
  await store().client.send(new CreateBucketCommand({ Bucket: bucket }));
  const right = await publicChecks(bucket, await domainOf(bucket));
  expect(right).toEqual({ public_bucket: "public_there", public_address: "public_shows" });
  expect(await withStore({ ...store(), bucket }, () => listBucket(""))).toEqual(new Map());

  expect(await publicChecks(bucket, await domainOf(store().bucket))).toMatchObject({
    public_address: "public_shows_private",
  });
  expect(await publicChecks(bucket, await domainOf("another"))).toMatchObject({
    public_address: "public_hides",
  });
  expect(await publicChecks("not-there", await domainOf(bucket))).toEqual({
    public_bucket: "public_refused",
    public_address: "because",
  });
});
