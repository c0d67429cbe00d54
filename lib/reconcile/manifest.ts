import "server-only";
import { placeOf } from "#lib/reconcile/place.ts";
import { listFindings } from "#lib/reconcile/runs.data.ts";

export const FORMATS = ["csv", "ndjson"] as const;
export type Format = (typeof FORMATS)[number];

const PAGE = 1000;

type Row = Awaited<ReturnType<typeof listFindings>>[number];
type Cell = string | number | boolean | null;

/** A finding as it is given away: with ids, and no key that has a file's name in it. */
function lineOf(row: Row): Record<string, Cell> {
  const { drift } = row;
  return {
    sort: row.sort,
    bucket: row.bucket,
    place: row.key ? placeOf(row.key) : null,
    purpose: row.purpose,
    object_id: row.objectId,
    document_id: row.documentId,
    school_id: row.schoolId,
    expected_size: row.expectedSize,
    found_size: row.foundSize,
    expected_sha256: row.expectedHash,
    found_sha256: row.foundHash,
    store_upload_id: row.storeUploadId,
    kind: row.kind,
    counted_bytes: drift?.counted.bytes ?? null,
    summed_bytes: drift?.summed.bytes ?? null,
    counted_objects: drift?.counted.objects ?? null,
    summed_objects: drift?.summed.objects ?? null,
    counted_trash_bytes: drift?.counted.trashBytes ?? null,
    summed_trash_bytes: drift?.summed.trashBytes ?? null,
    counted_trash_objects: drift?.counted.trashObjects ?? null,
    summed_trash_objects: drift?.summed.trashObjects ?? null,
    counted_version_bytes: drift?.counted.versionBytes ?? null,
    summed_version_bytes: drift?.summed.versionBytes ?? null,
    counted_version_objects: drift?.counted.versionObjects ?? null,
    summed_version_objects: drift?.summed.versionObjects ?? null,
    counted_stored_bytes: drift?.counted.storedBytes ?? null,
    summed_stored_bytes: drift?.summed.storedBytes ?? null,
    counted_stored_objects: drift?.counted.storedObjects ?? null,
    summed_stored_objects: drift?.summed.storedObjects ?? null,
    since: row.since?.toISOString() ?? null,
    marked_before: row.known,
    repair: row.repair,
    repaired_at: row.repairedAt?.toISOString() ?? null,
  };
}

/** One cell of a CSV (RFC 4180). What a table program would take for a formula is text (ASVS 1.2.10). */
export function csvCell(value: Cell): string {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const HEADINGS = Object.keys(lineOf({} as Row));

/** Every finding of a run, line by line: memory holds no more than a page of them. */
export async function* manifestLines(runId: string, format: Format): AsyncGenerator<string> {
  if (format === "csv") yield `${HEADINGS.join(",")}\r\n`;
  for (let after: string | null = null, more = true; more; ) {
    const rows: Row[] = await listFindings(runId, after, PAGE);
    const lines = rows.map((row) => {
      const line = lineOf(row);
      return format === "csv"
        ? `${Object.values(line).map(csvCell).join(",")}\r\n`
        : `${JSON.stringify(line)}\n`;
    });
    if (lines.length > 0) yield lines.join("");
    after = rows.at(-1)?.id ?? null;
    more = rows.length === PAGE;
  }
}
