import type { Found, Known, Listed, Sort } from "#lib/reconcile/types.ts";
import { readSealCopyKey } from "#lib/storage/keys.ts";

/** What one key looks like: fine, too young to tell, or wrong. */
export type Verdict = { is: "fine" } | { is: "young" } | { is: "wrong"; found: Found };

const FINE: Verdict = { is: "fine" };
const YOUNG: Verdict = { is: "young" };

const factsOf = (row: Known) => ({
  key: row.key,
  objectId: row.id,
  schoolId: row.schoolId,
  documentId: row.documentId,
  purpose: row.purpose,
  expectedSize: row.size,
  since: row.createdAt,
});

function wrong(sort: Sort, row: Known, foundSize?: number): Verdict {
  const known =
    (sort === "file_missing" && row.status === "missing") ||
    (sort === "file_differs" && row.status === "damaged");
  return {
    is: "wrong",
    found: { sort, ...factsOf(row), known, ...(foundSize !== undefined && { foundSize }) },
  };
}

function judgeLive(row: Known, listed: Listed | null, settled: Date): Verdict {
  const size = listed?.size;
  const isFile = row.purpose === "original";
  if (size === row.size) {
    const marked = isFile && (row.status === "missing" || row.status === "damaged");
    return marked ? wrong("file_returned", row, size) : FINE;
  }
  if (row.createdAt > settled) return YOUNG;
  // The one object that is written over: whoever does so says until when.
  if (row.purpose === "logo" && row.signedUntil !== null) return FINE;
  if (!isFile) return wrong("copy_wrong", row, size);
  return size === undefined ? wrong("file_missing", row) : wrong("file_differs", row, size);
}

/**
 * Judges one key by its row and by what the store has of it. What is pending or being deleted is in flight: its own
 * sweeper looks after it, whether its object is there or not.
 * @param settled what was made after this moment is too young to be judged.
 */
export function judge(row: Known | null, listed: Listed | null, settled: Date): Verdict {
  if (row !== null) return row.state === "live" ? judgeLive(row, listed, settled) : FINE;
  // Heads of the audit have no rows, so that nothing done to the database can have them taken away.
  if (listed === null || readSealCopyKey(listed.key) !== null) return FINE;
  const { key, size, modifiedAt } = listed;
  if (modifiedAt === null || modifiedAt > settled) return YOUNG;
  return { is: "wrong", found: { sort: "object_unknown", key, foundSize: size, since: modifiedAt } };
}
