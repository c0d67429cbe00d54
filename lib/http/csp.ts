/** The environment; only addresses are read. */
export type BucketSettings = Readonly<Record<string, string | undefined>>;

/**
 * The origin a browser talks to for the bucket's bytes, or null where no store is configured. With path-style
 * addresses that is the endpoint itself, otherwise a host of the bucket's own.
 */
export function bucketOrigin(settings: BucketSettings): string | null {
  const endpoint = URL.parse(settings.R2_ENDPOINT_URL?.trim() ?? "");
  if (endpoint === null || !/^https?:$/.test(endpoint.protocol)) return null;
  const style = settings.R2_FORCE_PATH_STYLE?.trim();
  if (style !== "false" && style !== "0") return endpoint.origin;
  const bucket = settings.R2_BUCKET_NAME?.trim() || "athena-docs";
  return `${endpoint.protocol}//${bucket}.${endpoint.host}`;
}

/** The origin of the public bucket, from where pages show what the school has published; null where there is none. */
export function publicOrigin(settings: BucketSettings): string | null {
  const base = URL.parse(settings.R2_PUBLIC_BASE_URL?.trim() ?? "");
  return base !== null && /^https?:$/.test(base.protocol) ? base.origin : null;
}

/** The origin of the provider that people sign in with, or null where there is none. */
export function providerOrigin(settings: BucketSettings): string | null {
  const issuer = URL.parse(settings.OIDC_ISSUER?.trim() ?? "");
  return issuer !== null && /^https?:$/.test(issuer.protocol) ? issuer.origin : null;
}

/**
 * The policy of a page: scripts run by nonce alone, and the buckets are the only foreign origins. Navigation
 * payloads carry the nonces of other responses, hence `'self'` for style sheets.
 */
export function pagePolicy(options: {
  nonce: string;
  bucket: string | null;
  /** Pictures alone come from there. */
  open: string | null;
  /** Where a form of this page may lead to, besides ourselves. */
  formsTo?: string | null;
  development: boolean;
}): string {
  const { nonce, development } = options;
  const bucket = options.bucket === null ? "" : ` ${options.bucket}`;
  const open = options.open === null ? "" : ` ${options.open}`;
  return [
    "default-src 'none'",
    // React rebuilds server stacks with eval, and hot reload injects styles, in development only.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "worker-src 'self'",
    `connect-src 'self'${bucket}${development ? " ws: wss:" : ""}`,
    `img-src 'self' blob: data:${bucket}${open}`,
    `media-src 'self'${bucket}`,
    "font-src 'self'",
    "manifest-src 'self'",
    `form-action 'self'${options.formsTo ? ` ${options.formsTo}` : ""}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The policy of built assets. A worker is held to its own: ours may compile WebAssembly, and nothing more. */
export const ASSET_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'";

/** The policy of API answers, which no browser should ever render as a page. */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
