import type { Candidate } from "#lib/reports/match/evidence.ts";

/** A student for a test, whose id is what is known of them. */
export function studentWith(
  givenName: string,
  familyName: string,
  externalId: string | null,
  group: string | null,
): Candidate {
  const id = [givenName, familyName, externalId].join("|");
  return { id, givenName, familyName, externalId, group };
}
