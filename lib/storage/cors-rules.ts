import type { CORSRule } from "@aws-sdk/client-s3";
import { GUARD_HEADERS } from "#lib/storage/guards.ts";

/** What pages send with requests to the bucket (lib/storage/presign.ts). */
export const SENT_HEADERS: readonly string[] = [
  "content-type",
  "content-disposition",
  "if-none-match",
  "range",
  "x-amz-checksum-sha256",
  ...GUARD_HEADERS,
];

const EXPOSED = ["ETag", "Content-Length", "Content-Range", "Accept-Ranges"];

/**
 * The rule that lets pages of these origins upload and read (r2.md, "CORS").
 * @param post whether the store can have POST: R2 has none.
 */
export function ourCorsRule(origins: readonly string[], { post }: { post: boolean }): CORSRule {
  return {
    AllowedOrigins: [...origins],
    AllowedMethods: ["GET", "HEAD", "PUT", ...(post ? ["POST"] : [])],
    AllowedHeaders: [...SENT_HEADERS],
    ExposeHeaders: [...EXPOSED],
    MaxAgeSeconds: 3600,
  };
}

/** Whether a pattern of a rule, which may have one star, is about a value. */
function matches(pattern: string, value: string): boolean {
  const at = pattern.indexOf("*");
  if (at < 0) return pattern.toLowerCase() === value.toLowerCase();
  const tail = pattern.slice(at + 1);
  return value.length >= pattern.length - 1 && value.startsWith(pattern.slice(0, at)) && value.endsWith(tail);
}

const hasAll = (patterns: readonly string[] | undefined, values: readonly string[]) =>
  values.every((value) => (patterns ?? []).some((pattern) => matches(pattern, value)));

/** Whether the rules there are let pages of every origin do all that `ourCorsRule` would: the first that fits decides. */
export function suffices(present: readonly CORSRule[], wanted: CORSRule): boolean {
  return (wanted.AllowedOrigins ?? []).every((origin) => {
    const rule = present.find(({ AllowedOrigins }) => hasAll(AllowedOrigins, [origin]));
    return (
      rule !== undefined &&
      hasAll(rule.AllowedMethods, wanted.AllowedMethods ?? []) &&
      hasAll(rule.AllowedHeaders, wanted.AllowedHeaders ?? []) &&
      hasAll(rule.ExposeHeaders, wanted.ExposeHeaders ?? [])
    );
  });
}

/** Our rule before those of others. One that was only about our origins is ours from before, and is replaced. */
export function withOurCorsRule(present: readonly CORSRule[], wanted: CORSRule): CORSRule[] {
  const origins = new Set(wanted.AllowedOrigins);
  const foreign = present.filter(({ AllowedOrigins }) =>
    (AllowedOrigins ?? []).some((origin) => !origins.has(origin)),
  );
  return [wanted, ...foreign];
}
