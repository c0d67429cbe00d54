import { formatBytes } from "#components/format/bytes.ts";

const MIB = 1024 * 1024;

/**
 * A size limit for people. Limits are set in whole MiB; "10.5 MB" for 10 MiB would puzzle readers, and naming the
 * slightly smaller "10 MB" promises nothing that is then refused.
 */
export function formatLimit(bytes: number, locale: string): string {
  return formatBytes(bytes % MIB === 0 && bytes < 1000 * MIB ? (bytes / MIB) * 1_000_000 : bytes, locale);
}
