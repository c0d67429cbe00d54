import type { RunRow } from "#lib/reconcile/run.mutations.ts";
import type { Sort } from "#lib/reconcile/types.ts";

/** What a command came to. */
export type Outcome = {
  run: RunRow;
  counts: readonly { sort: Sort; repair: "done" | "over" | null; known: boolean; count: number }[];
  /** Faults that were not repaired. */
  left: number;
  /** Whether the repair was refused as too large. */
  isRefused: boolean;
};

const WORDS: Readonly<Record<Sort, string>> = {
  file_missing: "files whose bytes are not in the bucket",
  file_differs: "files of which the bucket has other bytes",
  file_returned: "files that were marked and are right again",
  copy_wrong: "thumbnails, public copies or logos to be made again",
  object_unknown: "objects that no row knows",
  parts_unknown: "unfinished uploads in parts that nobody knows",
  totals_drift: "running totals that are not the sums",
};

const number = (value: number) => value.toLocaleString("en");

/** How far a run is. */
export function progressLine(run: RunRow): string {
  const faults = Object.values(run.found).reduce((sum, count) => sum + count, 0);
  return `${run.phase}: ${number(run.objects)} objects, ${number(run.rows)} rows, ${number(faults)} faults`.padEnd(
    78,
  );
}

const perSecond = ({ objects, workedMs }: RunRow) => Math.round(objects / Math.max(workedMs / 1000, 0.001));

/** Everything, for programs. */
export function summary({ run, counts, left, isRefused }: Outcome) {
  const {
    id,
    state,
    objects,
    rows,
    bytes,
    hashed,
    young,
    requests,
    workedMs,
    graceHours,
    hashes,
    truncated,
  } = run;
  return {
    id,
    state,
    hashes,
    graceHours,
    objects,
    rows,
    bytes,
    hashed,
    young,
    requests,
    seconds: workedMs / 1000,
    objectsPerSecond: perSecond(run),
    found: run.found,
    truncated,
    counts,
    left,
    repairRefused: isRefused,
  };
}

/** The same, for people. */
export function wordsFor({ run, counts, left, isRefused }: Outcome): string {
  const lines = [
    `${number(run.objects)} objects and ${number(run.rows)} rows compared in ${(run.workedMs / 1000).toFixed(1)} s (${number(perSecond(run))} a second, ${number(run.requests)} requests)${run.hashed > 0 ? `, ${number(run.hashed)} checksums held against the store` : ""}.`,
  ];
  if (run.young > 0)
    lines.push(`${number(run.young)} are less than ${run.graceHours} h old and left for the next time.`);
  for (const { sort, repair, known, count } of counts) {
    const how =
      repair === "done" ? "repaired" : repair === "over" ? "right by now" : known ? "marked before" : "FOUND";
    lines.push(`${how.padEnd(13)}  ${number(count).padStart(7)}  ${WORDS[sort]} (${sort})`);
  }
  if (isRefused)
    lines.push(
      "The repair was refused: it would touch more of the bucket than is allowed in a day. Nothing was touched. So many faults are mostly one mistake: an old backup of the database, or another bucket.",
    );
  if (counts.length === 0) lines.push("All fits.");
  else if (left > 0 && !isRefused) lines.push("See npm run reconcile -- --help for --repair.");
  return `${lines.join("\n")}\n`;
}
