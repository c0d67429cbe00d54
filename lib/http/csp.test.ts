import { describe, expect, it } from "vitest";
import { bucketOrigin, pagePolicy, providerOrigin, publicOrigin } from "#lib/http/csp.ts";

const R2 = "https://0123abcd.r2.cloudflarestorage.com";

function directive(policy: string, name: string): string | undefined {
  return policy.split("; ").find((part) => part.startsWith(`${name} `));
}

describe("bucketOrigin", () => {
  it("is the endpoint's origin with path-style addresses, which are the default", () => {
    expect(bucketOrigin({ R2_ENDPOINT_URL: `${R2}/` })).toBe(R2);
    expect(bucketOrigin({ R2_ENDPOINT_URL: "http://localhost:8790/cdn-cgi/local/r2/s3" })).toBe(
      "http://localhost:8790",
    );
  });

  it("is the bucket's own host with virtual-host addresses", () => {
    const settings = { R2_ENDPOINT_URL: "https://s3.example.org:9000", R2_FORCE_PATH_STYLE: "false" };
    expect(bucketOrigin({ ...settings, R2_BUCKET_NAME: "school" })).toBe(
      "https://school.s3.example.org:9000",
    );
    expect(bucketOrigin({ ...settings, R2_FORCE_PATH_STYLE: "0" })).toBe(
      "https://athena-docs.s3.example.org:9000",
    );
  });

  it("is null where no store is configured, or its address is no web address", () => {
    expect(bucketOrigin({})).toBeNull();
    expect(bucketOrigin({ R2_ENDPOINT_URL: " " })).toBeNull();
    expect(bucketOrigin({ R2_ENDPOINT_URL: "s3.example.org" })).toBeNull();
  });
});

describe("pagePolicy", () => {
  const policy = pagePolicy({ nonce: "N", bucket: R2, open: null, development: false });

  it("runs scripts by nonce alone", () => {
    expect(directive(policy, "script-src")).toBe("script-src 'nonce-N' 'strict-dynamic'");
    expect(policy).not.toContain("unsafe-eval");
  });

  it("names the bucket for requests, images and media, and nowhere else", () => {
    const named = policy.split("; ").filter((part) => part.includes(R2));
    expect(named.map((part) => part.split(" ")[0])).toEqual(["connect-src", "img-src", "media-src"]);
  });

  it("names the public bucket's address for images alone", () => {
    const open = publicOrigin({ R2_PUBLIC_BASE_URL: "https://cdn.example.org/files" });
    const named = pagePolicy({ nonce: "N", bucket: R2, open, development: false })
      .split("; ")
      .filter((part) => part.includes("cdn.example.org"));
    expect(named).toEqual([`img-src 'self' blob: data: ${R2} https://cdn.example.org`]);
    expect([publicOrigin({}), publicOrigin({ R2_PUBLIC_BASE_URL: "cdn.example.org" })]).toEqual([null, null]);
  });

  it("lets forms lead to ourselves, and to a provider where that is said", () => {
    expect(directive(policy, "form-action")).toBe("form-action 'self'");
    const formsTo = providerOrigin({ OIDC_ISSUER: "https://login.microsoftonline.com/0123/v2.0" });
    const signIn = pagePolicy({ nonce: "N", bucket: R2, open: null, formsTo, development: false });
    expect(directive(signIn, "form-action")).toBe("form-action 'self' https://login.microsoftonline.com");
    expect([providerOrigin({}), providerOrigin({ OIDC_ISSUER: "google" })]).toEqual([null, null]);
  });

  it("names no foreign origin without a store", () => {
    expect(pagePolicy({ nonce: "N", bucket: null, open: null, development: false })).not.toContain("http");
  });

  it("keeps frames, plug-ins and base addresses out", () => {
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("base-uri 'none'");
  });
});
