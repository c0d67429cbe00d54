import { ALWAYS_ALLOWED } from "#lib/reconcile/constants.ts";

/**
 * How many repairs a day may touch files and objects: a share of the bucket, and never less than a handful. More at
 * once is no wear but a mistake, such as a database put back from an old backup or the wrong bucket.
 * @param objects that the store listed.
 * @param percent of them that may be touched, 0 to 100; 0 rules every repair out.
 */
export function mostRepairs(objects: number, percent: number): number {
  if (percent === 0) return 0;
  return Math.max(ALWAYS_ALLOWED, Math.floor((objects * percent) / 100));
}
