import { addDays, dayOf, firstOf, monthOf } from "#lib/usage/days.ts";

/** How far back the last figure of what is held may lie, in days. */
const HELD_DAYS = 2;

/** The most groups that one question may have (https://developers.cloudflare.com/analytics/graphql-api/limits/). */
const MOST = 10_000;

/**
 * Both datasets of R2 (https://developers.cloudflare.com/r2/platform/metrics-analytics/), by what it is billed for. The
 * types are written as Cloudflare's schema has them, `string` in small letters.
 */
const QUERY = `query R2Usage(
  $accountTag: string!
  $buckets: [string!]
  $monthStart: Time!
  $heldSince: Time!
  $now: Time!
) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      r2OperationsAdaptiveGroups(
        limit: ${MOST}
        filter: { datetime_geq: $monthStart, datetime_leq: $now, bucketName_in: $buckets }
      ) {
        sum { requests }
        dimensions { actionType actionStatus responseStatusCode }
      }
      r2StorageAdaptiveGroups(
        limit: ${MOST}
        filter: { datetime_geq: $heldSince, datetime_leq: $now, bucketName_in: $buckets }
        orderBy: [datetime_DESC]
      ) {
        max { payloadSize metadataSize objectCount }
        dimensions { datetime bucketName storageClass }
      }
    }
  }
}`;

/** The question for the month (UTC) so far and for what is held, as it is sent. */
export function questionOf(accountId: string, buckets: readonly string[], now: Date): string {
  const today = dayOf(now);
  const startOf = (day: string) => `${day}T00:00:00Z`;
  return JSON.stringify({
    query: QUERY,
    variables: {
      accountTag: accountId,
      buckets,
      monthStart: startOf(firstOf(monthOf(today))),
      heldSince: startOf(addDays(today, -HELD_DAYS)),
      now: now.toISOString(),
    },
  });
}
