import "server-only";
import { config } from "#lib/config.ts";
import { cloudflareConfigured } from "#lib/env.ts";

/** Whose figures are asked for, and as whom. */
export type Account = { accountId: string; token: string; buckets: readonly string[] };

const IN_JURISDICTION = /^[0-9a-f]{32}\.([a-z]+)\.r2\.cloudflarestorage\.com$/;

/**
 * What the analytics call a bucket: "eu_athena-docs" where the endpoint is that of a jurisdiction
 * (https://developers.cloudflare.com/r2/platform/metrics-analytics/, "bucketName").
 */
export function bucketLabel(bucket: string, endpoint: string | undefined): string {
  const host = endpoint === undefined ? "" : (URL.parse(endpoint)?.hostname ?? "");
  const jurisdiction = IN_JURISDICTION.exec(host)?.[1];
  return jurisdiction === undefined ? bucket : `${jurisdiction}_${bucket}`;
}

/** The account that is set, and the product's buckets in it; null where none is. */
export function cloudflareAccount(): Account | null {
  const env = config();
  if (!cloudflareConfigured(env)) return null;
  const names = [env.R2_BUCKET_NAME, env.R2_PUBLIC_BUCKET_NAME].filter((name) => name !== undefined);
  return {
    accountId: env.CLOUDFLARE_ACCOUNT_ID.toLowerCase(),
    token: env.CLOUDFLARE_ANALYTICS_TOKEN,
    buckets: names.map((name) => bucketLabel(name, env.R2_ENDPOINT_URL)),
  };
}
