import { INSTALLATION_CHAIN } from "#lib/audit/constants.ts";
import type { AuditCheck, AuditFault } from "#lib/audit/types.ts";

/** A chain with what its check came to. */
export type Proven = AuditCheck & { chain: string };

const WORDS: Readonly<Record<AuditFault["sort"], string>> = {
  event_added: "an event was put in after it was sealed",
  event_changed: "an event was changed",
  event_missing: "an event was removed",
  seal_changed: "the seal was changed, or stands on another than the one before",
  seal_missing: "the seal was removed",
  seal_removed:
    "the bucket has its head, the database does not: the end was removed, or an older backup was put back",
  head_replaced: "the bucket has another head of this number: the chain was begun anew from an earlier place",
  copy_missing: "its head is gone from the bucket",
  key_unknown: "it was sealed with a secret that is not set here: add it to AUDIT_SEAL_KEY, behind a comma",
};

const number = (value: number) => value.toLocaleString("en");

/** Whether something is wrong with a chain, or could not be told. */
export const failed = ({ faultCount, copies }: Proven): boolean => faultCount > 0 || copies === "unreachable";

function linesFor(proven: Proven): string[] {
  const { chain, events, seals, faults, faultCount, copies, openSince } = proven;
  const name = chain === INSTALLATION_CHAIN ? "installation" : `school ${chain}`;
  const verdict = faultCount === 0 ? "whole" : `BROKEN in ${number(faultCount)} places`;
  const lines = [`${name}: ${verdict}; ${number(events)} events under ${number(seals)} seals.`];
  for (const { sort, number: seal, eventId } of faults)
    lines.push(`  seal ${number(seal)}${eventId ? `, event ${eventId}` : ""}: ${WORDS[sort]} (${sort})`);
  if (faultCount > faults.length) lines.push(`  and ${number(faultCount - faults.length)} more.`);
  if (copies === "unreachable") lines.push("  The bucket does not answer: its copies were not compared.");
  if (copies === "none") lines.push("  There is no bucket whose copies could be compared.");
  if (openSince !== null) lines.push(`  Not sealed yet: what was written since ${openSince}.`);
  return lines;
}

/** What the checks came to, for people. */
export function wordsFor(all: readonly Proven[], seconds: number): string {
  const events = all.reduce((sum, proven) => sum + proven.events, 0);
  const pace = Math.round(events / Math.max(seconds, 0.001));
  return [
    ...all.flatMap(linesFor),
    `${number(events)} events in ${seconds.toFixed(1)} s (${number(pace)} a second). ${all.some(failed) ? "Something is WRONG." : "All fits."}`,
  ].join("\n");
}
