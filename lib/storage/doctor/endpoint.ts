import { isIP } from "node:net";
import { failed, passed, warned } from "#lib/storage/doctor/outcomes.ts";
import type { Outcome } from "#lib/storage/doctor/types.ts";

const R2_HOST = ".r2.cloudflarestorage.com";
/** Jurisdictions with an endpoint of their own (r2.md, "Errors worth explaining"). */
const JURISDICTIONS = ["eu", "fedramp", "us"];
/** What R2 takes for a region: `auto` itself, and names that it reads as `auto` or as a hint (R2, S3 API compatibility). */
const R2_REGIONS = ["auto", "us-east-1", "wnam", "enam", "weur", "eeur", "apac", "oc"];

/** The account of an R2 endpoint, and its jurisdiction; null for other stores. */
function r2Labels(host: string): string[] | null {
  return host.endsWith(R2_HOST) ? host.slice(0, -R2_HOST.length).split(".") : null;
}

/** Whether an address is one of Cloudflare R2's. */
export function isR2(endpoint: string): boolean {
  return r2Labels(URL.parse(endpoint)?.hostname ?? "") !== null;
}

const isAws = (host: string) => /(^|\.)amazonaws\.com(\.cn)?$/.test(host);

/** Whether a host is this machine, or one of a private network (RFC 1918, 4193, 6762). */
function isNear(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  if (isIP(bare) === 0) return !bare.includes(".") || /\.(local|internal|lan|home\.arpa)$/.test(bare);
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(bare);
}

function r2Fault(url: URL, labels: readonly string[]): Outcome | null {
  const [account = "", jurisdiction] = labels;
  if (url.protocol !== "https:") return failed("endpoint_http");
  if (labels.length === 2 && /^[0-9a-f]{32}$/.test(jurisdiction ?? ""))
    return failed("endpoint_bucket_host", { bucket: account });
  if (!/^[0-9a-f]{32}$/.test(account)) return failed("account_id", { length: account.length });
  const known = labels.length === 1 || (labels.length === 2 && JURISDICTIONS.includes(jurisdiction ?? ""));
  return known ? null : failed("jurisdiction", { jurisdiction: labels.slice(1).join(".") });
}

/** Whether the store's address and region look like what they should be, without asking anybody. */
export function checkEndpoint(settings: { endpoint: string; bucket: string; region: string }): Outcome {
  const url = new URL(settings.endpoint);
  const host = url.hostname;
  const labels = r2Labels(host);
  if (host.endsWith(".r2.dev")) return failed("endpoint_public", { host });
  if (labels === null && /cloudflare/.test(host)) return failed("endpoint_cloudflare", { host });
  const fault = labels && r2Fault(url, labels);
  if (fault) return fault;
  if (url.pathname !== "/") {
    const isBucket = url.pathname.split("/")[1] === settings.bucket;
    return (labels || isBucket ? failed : warned)("endpoint_path", { path: url.pathname });
  }
  if (labels && !R2_REGIONS.includes(settings.region))
    return warned("region_r2", { region: settings.region });
  if (isAws(host) && settings.region === "auto") return failed("region_aws");
  if (labels) {
    return labels[1] === undefined
      ? passed("endpoint_r2")
      : passed("endpoint_jurisdiction", { jurisdiction: labels[1] });
  }
  if (url.protocol === "http:")
    return isNear(host) ? passed("endpoint_near") : warned("endpoint_plain", { host });
  return passed("endpoint_s3", { host });
}

/** Whether key and secret have the form that this store gives out. */
export function checkKeys(settings: { endpoint: string; key: string; secret: string }): Outcome {
  const { endpoint, key, secret } = settings;
  if (/^["'<]|["'>]$/.test(key) || /^["'<]|["'>]$/.test(secret)) return failed("key_quoted");
  if (isAws(new URL(endpoint).hostname) && !/^A[A-Z]{2}A[A-Z0-9]{12,}$/.test(key)) return warned("key_aws");
  if (!isR2(endpoint)) return passed("key_any");
  if (key.length === 64 && secret.length === 32) return failed("key_swapped");
  if (key.length === 40 || secret.length === 40) return failed("key_token");
  if (key.length !== 32) return failed("key_length", { length: key.length });
  if (secret.length !== 64) return failed("secret_length", { length: secret.length });
  if (!/^[0-9a-f]+$/i.test(key + secret)) return failed("key_letters");
  return passed("key_r2");
}
