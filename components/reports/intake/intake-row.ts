import type { Failure } from "#components/upload/item.ts";
import { FIRST_YEAR, LAST_YEAR } from "#lib/documents/constants.ts";
import type { Candidate } from "#lib/reports/match/evidence.ts";
import type { Slot, SlotTaken } from "#lib/reports/match/types.ts";

/** How a file came to its student: as the match says, by a person's word, or by the page on which it was added. */
export type ChosenBy = "id" | "name" | "text" | "person" | "page";

/** What is done where the student has such a report already: a new version of it, or one beside it. */
export type Decision = "replace" | "both";

/** A file that is to become a report; nothing of it has left the browser. */
export type IntakeRow = {
  id: number;
  file: File;
  /** Why it cannot be taken at all. */
  refusal: Failure | null;
  /** Whether somebody still finds out whom it is about. */
  looking: boolean;
  candidates: readonly Candidate[];
  student: Candidate | null;
  by: ChosenBy | null;
  type: string;
  term: number | null;
  /** As it is typed. */
  year: string;
  decision: Decision | null;
  /** Left out by a person. */
  out: boolean;
};

export type RowStatus =
  | "refused"
  | "out"
  | "looking"
  | "unmatched"
  | "ambiguous"
  | "no_year"
  /** Another file of the drop is the same report. */
  | "twice"
  | "taken"
  | "ready";

/** The year that was typed; null for what is none. */
export function readYear(typed: string): number | null {
  const text = typed.trim();
  const year = Number(text);
  return /^\d{4}$/.test(text) && year >= FIRST_YEAR && year <= LAST_YEAR ? year : null;
}

/** Where a row's report would belong; null while that is not said. */
export function slotOf(row: IntakeRow): Slot | null {
  const year = readYear(row.year);
  if (row.out || row.refusal !== null || row.student === null || year === null) return null;
  return { student: row.student.id, type: row.type, year, term: row.term };
}

/** One text for each slot. */
export function slotKey({ student, type, year, term }: Slot): string {
  return [student, type, year, term ?? ""].join(" ");
}

/** What is known of slots, by their keys: the report that is there, or null for none. */
export type Taken = ReadonlyMap<string, SlotTaken | null>;

function statusOf(row: IntakeRow, taken: Taken, seen: Set<string>): RowStatus {
  if (row.refusal !== null) return "refused";
  if (row.out) return "out";
  if (row.looking) return "looking";
  if (row.student === null) return row.candidates.length > 0 ? "ambiguous" : "unmatched";
  const slot = slotOf(row);
  if (slot === null) return "no_year";
  const key = slotKey(slot);
  const known = taken.get(key);
  if (known === undefined) return "looking";
  const first = !seen.has(key);
  seen.add(key);
  // A new version is of what is there; a second one of the same drop is not.
  if (!first && row.decision !== "both") return "twice";
  return known !== null && row.decision === null ? "taken" : "ready";
}

/** Where every row stands, by its id. */
export function statuses(rows: readonly IntakeRow[], taken: Taken): Map<number, RowStatus> {
  const seen = new Set<string>();
  return new Map(rows.map((row) => [row.id, statusOf(row, taken, seen)]));
}

const RANKS: readonly RowStatus[] = [
  "refused",
  "unmatched",
  "ambiguous",
  "no_year",
  "twice",
  "taken",
  "looking",
  "ready",
  "out",
];

/** Whether a row waits for a person's word. */
export function isOpen(status: RowStatus | undefined): boolean {
  return (
    status === "unmatched" ||
    status === "ambiguous" ||
    status === "no_year" ||
    status === "twice" ||
    status === "taken"
  );
}

/** The ids of rows, those that wait for a person first, and otherwise as they came. */
export function inOrder(rows: readonly IntakeRow[], status: ReadonlyMap<number, RowStatus>): number[] {
  const rank = ({ id }: IntakeRow) => RANKS.indexOf(status.get(id) ?? "looking");
  return rows.toSorted((a, b) => rank(a) - rank(b)).map(({ id }) => id);
}
