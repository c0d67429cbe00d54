import { S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { GUARD_HEADERS, guardHeaders, NO_GUARDS } from "#lib/storage/guards.ts";
import { signPut } from "#lib/storage/presign.ts";

const client = new S3Client({
  endpoint: "https://store.example",
  region: "auto",
  requestChecksumCalculation: "WHEN_REQUIRED",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
});
const target = { client, bucket: "bucket", endpoint: "https://store.example" };
const write = { key: "k", contentType: "text/plain", disposition: "attachment", size: 1, expiresIn: 60 };

test.each([
  [NO_GUARDS, []],
  [{ copyGuard: true, aclGuard: false }, ["x-amz-copy-source-if-match", "x-amz-copy-source-range"]],
  [{ copyGuard: false, aclGuard: true }, ["x-amz-acl"]],
  [{ copyGuard: true, aclGuard: true }, GUARD_HEADERS],
])("the guards %o are signed and sent, and no others", async (guards, names) => {
  const { url, headers } = await signPut(target, { ...write, sha256: null }, guards);
  const query = new URL(url).searchParams;
  const inSignature = query.get("X-Amz-SignedHeaders")?.split(";") ?? [];
  expect(new Set(inSignature.filter((name) => GUARD_HEADERS.includes(name)))).toEqual(new Set(names));
  expect(headers).toMatchObject(guardHeaders(guards));
  expect(Object.keys(headers).filter((name) => GUARD_HEADERS.includes(name))).toHaveLength(names.length);
  // What stands in the query as well could be told apart from what is sent.
  expect([...query.keys()].filter((name) => GUARD_HEADERS.includes(name.toLowerCase()))).toEqual([]);
});
