import "server-only";
import { config } from "#lib/config.ts";
import { findDrift } from "#lib/documents/recount.mutations.ts";
import { publicConfigured } from "#lib/env.ts";
import { AT_ONCE, READ_WINDOW, WINDOW } from "#lib/reconcile/constants.ts";
import { judge } from "#lib/reconcile/judge.ts";
import type { Pace } from "#lib/reconcile/pace.ts";
import { checkHash, isAbandoned, recheck, type Scope } from "#lib/reconcile/recheck.ts";
import { listKnown, listSchoolIds, listTended } from "#lib/reconcile/rows.data.ts";
import type { BucketName, Found, Hashes, Known } from "#lib/reconcile/types.ts";
import { compareKeys, endOf, pairUp } from "#lib/reconcile/window.ts";
import { listMultiparts, listObjects, type MultipartMarker } from "#lib/storage/listing.ts";

export type Phase = BucketName | "parts" | "totals" | "end";

/** Where a run is, and what it was asked for. */
export type Position = {
  phase: Phase;
  cursor: string;
  hashes: Hashes;
  settled: Date;
  /** Objects that are held at once; as many as a store lists where nothing is said. */
  window?: number;
};

/** What one step came to: what it found, what it counted, and where the run goes on. */
export type Step = {
  phase: Phase;
  cursor: string;
  found: Found[];
  objects: number;
  bytes: number;
  rows: number;
  hashed: number;
  young: number;
};

const NOTHING = { found: [], objects: 0, bytes: 0, rows: 0, hashed: 0, young: 0 };

const NEXT: Readonly<Record<Phase, Phase>> = {
  private: "public",
  public: "parts",
  parts: "totals",
  totals: "end",
  end: "end",
};

const after = (phase: Phase) => ({ phase: NEXT[phase], cursor: "" });

/** Does `work` for each, a few at once; what fails ends it all. */
async function forAll<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

/** Which files have a checksum that is to be held against something. Those that were marked are looked at anyway. */
const isHashable = (row: Known | null): row is Known =>
  row?.state === "live" && row.purpose === "original" && row.sha256 !== null && row.status === "ready";

/** Compares one stretch of keys of a bucket with the rows of the same stretch. */
async function compare(bucket: BucketName, at: Position, pace: Pace): Promise<Step> {
  const scope: Scope = { bucket, settled: at.settled, pace };
  const size = at.window ?? (at.hashes === "none" ? WINDOW : READ_WINDOW);
  await pace.turn();
  const objects = await listObjects(bucket, at.cursor, size);
  const upTo = objects.more ? (objects.items.at(-1)?.key ?? null) : null;
  // Read behind the list: a row that is written for an object comes before it.
  const rows = await listKnown(bucket, at.cursor, upTo, size * 2);
  const end = endOf(objects, rows);
  const pairs = [...pairUp(objects.items, rows.items, end).values()];
  const found: Found[] = [];
  const keep = (one: Found | null) => one && found.push(one);
  const listed = pairs.flatMap((pair) => pair.listed ?? []);
  let [young, hashed] = [0, 0];
  await forAll(pairs, async ({ row, listed: object }) => {
    const verdict = judge(row, object, at.settled);
    if (verdict.is === "young") young += 1;
    else if (verdict.is === "wrong") keep(await recheck(verdict.found, scope));
    else if (at.hashes !== "none" && object !== null && isHashable(row)) {
      const { held, found: differs } = await checkHash(row, at.hashes, scope);
      if (held) hashed += 1;
      keep(differs);
    }
  });
  return {
    ...(end === null ? after(at.phase) : { phase: at.phase, cursor: end }),
    // In the order of their keys, whichever was looked at first.
    found: found.toSorted((a, b) => compareKeys(a.key ?? "", b.key ?? "")),
    objects: listed.length,
    bytes: listed.reduce((sum, object) => sum + object.size, 0),
    rows: pairs.filter(({ row }) => row !== null).length,
    hashed,
    young,
  };
}

/** Looks for uploads in parts that the store has open and nobody looks after. */
async function checkParts(at: Position, pace: Pace): Promise<Step> {
  const marker = at.cursor === "" ? null : (JSON.parse(at.cursor) as MultipartMarker);
  await pace.turn();
  const page = await listMultiparts({ after: marker });
  if (page === null) return { ...NOTHING, ...after(at.phase) };
  const settled = page.items.filter(({ begunAt }) => begunAt !== null && begunAt <= at.settled);
  const tended = await listTended(settled.map(({ key }) => key));
  const found: Found[] = [];
  await forAll(settled, async ({ key, storeUploadId, begunAt }) => {
    const ids = tended.get(key);
    if (ids?.has(null) || ids?.has(storeUploadId)) return;
    await pace.turn();
    if (!(await isAbandoned({ key, storeUploadId }))) return;
    found.push({ sort: "parts_unknown", bucket: "private", key, storeUploadId, since: begunAt });
  });
  const goesOn = page.next !== null && { phase: at.phase, cursor: JSON.stringify(page.next) };
  return {
    ...NOTHING,
    ...(goesOn || after(at.phase)),
    found,
    young: page.items.length - settled.length,
  };
}

/** Schools whose running totals are held against the sums in one step. */
const SCHOOLS = 20;

async function checkTotals(at: Position): Promise<Step> {
  const ids = await listSchoolIds(at.cursor, SCHOOLS);
  const found: Found[] = [];
  const last = ids.length === SCHOOLS ? ids.at(-1) : undefined;
  // Behind the schools come people's pictures, which are of none.
  for (const schoolId of last === undefined ? [...ids, null] : ids) {
    for (const { kind, counted, summed } of await findDrift(schoolId))
      found.push({ sort: "totals_drift", schoolId, kind, drift: { counted, summed } });
  }
  return {
    ...NOTHING,
    ...(last === undefined ? after(at.phase) : { phase: at.phase, cursor: last }),
    found,
  };
}

/**
 * Does the next piece of a run, of which memory holds no more than one stretch of keys. It changes nothing: what it
 * answers is to be kept together with the position, so that a run that dies does the last piece again.
 * @throws {AppError} `storage_*`.
 */
export async function takeStep(at: Position, pace: Pace): Promise<Step> {
  switch (at.phase) {
    case "private":
      return compare("private", at, pace);
    case "public":
      if (!publicConfigured(config())) return { ...NOTHING, ...after(at.phase) };
      return compare("public", { ...at, hashes: "none" }, pace);
    case "parts":
      return checkParts(at, pace);
    case "totals":
      return checkTotals(at);
    case "end":
      return { ...NOTHING, ...after(at.phase) };
  }
}
