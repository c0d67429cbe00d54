import "server-only";
import { recordAlone } from "#lib/audit/mutations.ts";
import { listTrail } from "#lib/audit/trail.ts";
import type { TrailEntry, TrailFilter } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { csvLine } from "#lib/http/csv.ts";

const AT_ONCE = 1_000;

export const EXPORT_FORMATS = ["csv", "ndjson"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Columns of the CSV and fields of a line of JSON, in their order. */
const COLUMNS = {
  id: (entry: TrailEntry) => entry.id,
  at: (entry: TrailEntry) => entry.at.toISOString(),
  action: (entry: TrailEntry) => entry.action,
  outcome: (entry: TrailEntry) => entry.outcome,
  person_id: (entry: TrailEntry) => entry.person?.id ?? null,
  person_name: (entry: TrailEntry) => entry.person?.name ?? null,
  person_email: (entry: TrailEntry) => entry.person?.email ?? null,
  session_id: (entry: TrailEntry) => entry.sessionId,
  token_id: (entry: TrailEntry) => entry.tokenId,
  target_type: (entry: TrailEntry) => entry.target?.type ?? null,
  target_id: (entry: TrailEntry) => entry.target?.id ?? null,
  target_name: (entry: TrailEntry) => entry.target?.name ?? null,
  student_id: (entry: TrailEntry) => entry.student?.id ?? null,
  student_name: (entry: TrailEntry) => entry.student?.name ?? null,
  ip: (entry: TrailEntry) => entry.ip,
  user_agent: (entry: TrailEntry) => entry.userAgent,
  request_id: (entry: TrailEntry) => entry.requestId,
} as const;

const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

const csv = (entry: TrailEntry) =>
  csvLine([...NAMES.map((name) => COLUMNS[name](entry)), JSON.stringify(entry.details)]);

const ndjson = (entry: TrailEntry) =>
  `${JSON.stringify({ ...Object.fromEntries(NAMES.map((name) => [name, COLUMNS[name](entry)])), details: entry.details })}\n`;

/**
 * The whole trail that fits, newest first, as text that is written as it is read: a page is held at a time, and what
 * happens meanwhile is newer than where it began. The export is itself an event, written before the first line.
 * @param asked what the filter was, in words for the audit.
 * @throws {AppError} `forbidden`, before anything is answered.
 */
export async function exportTrail(
  actor: Actor,
  filter: TrailFilter,
  format: ExportFormat,
  asked: string,
): Promise<AsyncGenerator<string>> {
  await authorize(actor, "audit:read");
  await recordAlone(actor, { action: "trail.exported", details: { format, filter: asked } });
  async function* lines() {
    if (format === "csv") yield `\ufeff${csvLine([...NAMES, "details"])}`;
    for (let after: Parameters<typeof listTrail>[2] = null, more = true; more; ) {
      const { entries, next } = await listTrail(actor, filter, after, AT_ONCE);
      if (entries.length > 0) yield entries.map(format === "csv" ? csv : ndjson).join("");
      after = next;
      more = next !== null;
    }
  }
  return lines();
}
