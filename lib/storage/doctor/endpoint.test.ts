import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkEndpoint, checkKeys } from "#lib/storage/doctor/endpoint.ts";

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const R2 = `https://${ACCOUNT}.r2.cloudflarestorage.com`;
const look = (endpoint: string, region = "auto") =>
  checkEndpoint({ endpoint, bucket: "athena-docs", region }).finding;

describe("the store's address", () => {
  test.each([
    [R2, "endpoint_r2"],
    [`https://${ACCOUNT}.eu.r2.cloudflarestorage.com`, "endpoint_jurisdiction"],
    [`https://${ACCOUNT}.fedramp.r2.cloudflarestorage.com/`, "endpoint_jurisdiction"],
    [`https://${ACCOUNT}.mars.r2.cloudflarestorage.com`, "jurisdiction"],
    [`https://${ACCOUNT.slice(1)}.r2.cloudflarestorage.com`, "account_id"],
    [`https://${ACCOUNT.slice(1)}g.r2.cloudflarestorage.com`, "account_id"],
    ["https://eu.r2.cloudflarestorage.com", "account_id"],
    [`https://athena-docs.${ACCOUNT}.r2.cloudflarestorage.com`, "endpoint_bucket_host"],
    [`http://${ACCOUNT}.r2.cloudflarestorage.com`, "endpoint_http"],
    [`${R2}/athena-docs`, "endpoint_path"],
    ["https://s3.example.org/athena-docs", "endpoint_path"],
    ["https://pub-0123.r2.dev", "endpoint_public"],
    ["https://dash.cloudflare.com/0123/r2", "endpoint_cloudflare"],
    ["https://s3.example.org", "endpoint_s3"],
    ["http://s3.example.org", "endpoint_plain"],
    ["http://127.0.0.1:9000", "endpoint_near"],
    ["http://[::1]:9000", "endpoint_near"],
    ["http://192.168.1.20:9000", "endpoint_near"],
    ["http://172.32.1.20:9000", "endpoint_plain"],
    ["http://minio:9000", "endpoint_near"],
    ["http://store.local", "endpoint_near"],
    ["https://s3.eu-west-1.amazonaws.com", "region_aws"],
  ])("%s: %s", (endpoint, finding) => expect(look(endpoint)).toBe(finding));

  test("on R2 goes with the region auto, and on AWS with its own", () => {
    expect(look(R2, "eu-west-1")).toBe("region_r2");
    expect(look("https://s3.eu-west-1.amazonaws.com", "eu-west-1")).toBe("endpoint_s3");
  });

  test("has an account id of exactly 32 of 0-9 and a-f", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-z]{1,40}$/), (account) => {
        const right = /^[0-9a-f]{32}$/.test(account);
        expect(look(`https://${account}.r2.cloudflarestorage.com`)).toBe(
          right ? "endpoint_r2" : "account_id",
        );
      }),
    );
  });
});

describe("key and secret", () => {
  const KEY = "0123456789abcdef".repeat(2);
  const SECRET = KEY.repeat(2);
  test.each([
    [R2, KEY, SECRET, "key_r2"],
    [R2, SECRET, KEY, "key_swapped"],
    [R2, KEY, "v".repeat(40), "key_token"],
    [R2, KEY.slice(1), SECRET, "key_length"],
    [R2, KEY, SECRET.slice(1), "secret_length"],
    [R2, `${KEY.slice(1)}z`, SECRET, "key_letters"],
    [R2, `"${KEY}"`, SECRET, "key_quoted"],
    ["https://s3.eu-west-1.amazonaws.com", KEY, SECRET, "key_aws"],
    ["https://s3.eu-west-1.amazonaws.com", "AKIAIOSFODNN7EXAMPLE", SECRET, "key_any"],
    ["https://s3.example.org", "any", "secret", "key_any"],
  ])("at %s", (endpoint, key, secret, finding) => {
    expect(checkKeys({ endpoint, key, secret }).finding).toBe(finding);
  });

  test("are never told", () => {
    const told = JSON.stringify(checkKeys({ endpoint: R2, key: "K".repeat(31), secret: "S".repeat(63) }));
    expect(told).not.toMatch(/K{5}|S{5}/);
  });
});
