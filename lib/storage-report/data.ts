import "server-only";
import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects as storedObjects } from "#db/schema/objects.ts";
import { storageReports } from "#db/schema/storage-reports.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { uploads } from "#db/schema/uploads.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { ITS_COPY, published, ROW_COLUMNS } from "#lib/documents/columns.data.ts";
import { visible } from "#lib/documents/data.ts";
import { toItem } from "#lib/documents/item.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import { classesFor } from "#lib/record-classes/data.ts";
import { MEASURED_AT_ONCE, WAIT_MINUTES } from "#lib/storage-report/constants.ts";
import { measureFiles, NEVER_OPENED, PROVEN } from "#lib/storage-report/measure.data.ts";
import type { ReportState, Sum } from "#lib/storage-report/types.ts";
import { type Replaced, withVersions } from "#lib/storage-report/versions.data.ts";

async function countLive(actor: Actor): Promise<number> {
  const [row] = await database()
    .select({ objects: sql<number>`coalesce(sum(${storageTotals.objects}), 0)::float8` })
    .from(storageTotals)
    .where(
      and(
        eq(storageTotals.schoolId, actor.schoolId),
        actor.can("restricted:read") ? undefined : ne(storageTotals.kind, "restricted"),
      ),
    );
  return row?.objects ?? 0;
}

/**
 * What is known of a school's files one by one: of a small school as it is now, of a large one from its last report.
 * @throws {AppError} `forbidden`.
 */
export async function storageReport(actor: Actor): Promise<ReportState> {
  await authorize(actor, "usage:read");
  const restricted = actor.can("restricted:read");
  if ((await countLive(actor)) <= MEASURED_AT_ONCE) {
    const figures = await measureFiles(database(), {
      id: actor.schoolId,
      timeZone: actor.timeZone,
      restricted,
    });
    return { report: { figures, measuredAt: new Date().toISOString() }, isMeasuring: false };
  }
  const asked = sql<boolean>`coalesce(
    ${storageReports.requestedAt} > now() - make_interval(mins => ${WAIT_MINUTES})
      and ${storageReports.requestedAt} > coalesce(${storageReports.measuredAt}, '-infinity'), false)`;
  const [row] = await database()
    .select({ figures: storageReports.figures, measuredAt: storageReports.measuredAt, asked })
    .from(storageReports)
    .where(eq(storageReports.schoolId, actor.schoolId));
  const kept = row?.figures ?? null;
  const figures = (restricted ? null : kept?.open) ?? kept;
  const known = figures && row?.measuredAt ? { figures, measuredAt: row.measuredAt } : null;
  return {
    report: known && { figures: known.figures, measuredAt: known.measuredAt.toISOString() },
    isMeasuring: row?.asked ?? false,
  };
}

/**
 * What is announced and has not arrived, by the sizes that were announced.
 * @throws {AppError} `forbidden`.
 */
export async function unfinishedUploads(actor: Actor): Promise<Sum> {
  await authorize(actor, "usage:read");
  const [row] = await database()
    .select({
      bytes: sql<number>`coalesce(sum(${uploads.size}), 0)::float8`,
      objects: sql<number>`count(*)::float8`,
    })
    .from(uploads)
    .leftJoin(storedObjects, eq(storedObjects.id, uploads.objectId))
    .where(
      and(
        eq(uploads.schoolId, actor.schoolId),
        eq(uploads.status, "pending"),
        actor.can("restricted:read") ? undefined : sql`not coalesce(${storedObjects.restricted}, false)`,
      ),
    );
  return { bytes: row?.bytes ?? 0, objects: row?.objects ?? 0 };
}

/**
 * The names of people who have uploaded something to the actor's school.
 * @throws {AppError} `forbidden`.
 */
export async function uploaderNames(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  await authorize(actor, "usage:read");
  if (ids.length === 0) return new Map();
  const here = sql`exists (
    select from ${documents} where ${documents.schoolId} = ${actor.schoolId} and ${documents.uploadedBy} = ${users.id}
      and ${ofClearance(actor) ?? sql`true`})`;
  const rows = await database()
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(inArray(users.id, [...ids]), here));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many files are looked at when it comes to the largest. */
const LARGEST = 10;

/**
 * What the largest files of those that the actor may read take together.
 * @throws {AppError} `forbidden`.
 */
export async function largestFiles(actor: Actor): Promise<Sum> {
  await authorize(actor, "usage:read");
  if (readableKinds(actor).length === 0) return { bytes: 0, objects: 0 };
  const largest = database()
    .select({ size: documents.fileSize })
    .from(documents)
    .where(await visible(actor, { view: "live" }))
    .orderBy(desc(documents.fileSize), desc(documents.id))
    .limit(LARGEST)
    .as("largest");
  const [row] = await database()
    .select({
      bytes: sql<number>`coalesce(sum(${largest.size}), 0)::float8`,
      objects: sql<number>`count(*)::float8`,
    })
    .from(largest);
  return { bytes: row?.bytes ?? 0, objects: row?.objects ?? 0 };
}

/** What a report counted, and when (UTC, ISO 8601). */
type Found<Counted> = Counted & { measuredAt: string };

/**
 * The largest files that nobody has opened, of those that the actor may read and that nobody has opened since the
 * report either.
 * @throws {AppError} `forbidden`.
 */
export async function unopenedFiles(
  actor: Actor,
): Promise<{ files: DocumentItem[]; found: Found<Sum> | null }> {
  const { report } = await storageReport(actor);
  const seen = await visible(actor, { view: "live" });
  if (report === null) return { files: [], found: null };
  const { ids, bytes, objects } = report.figures.unopened;
  const found = { bytes, objects, measuredAt: report.measuredAt };
  if (ids.length === 0) return { files: [], found };
  const rows = await database()
    .select(ROW_COLUMNS)
    .from(documents)
    .innerJoin(users, eq(users.id, documents.uploadedBy))
    .leftJoin(published, ITS_COPY)
    .where(and(seen, inArray(documents.id, ids), NEVER_OPENED))
    .orderBy(desc(documents.fileSize), asc(documents.id));
  return { files: rows.map((row) => toItem(actor, row)), found };
}

/** Copies of one file that are named at most. */
const NAMED_COPIES = 20;

/** Files with the same bytes, oldest first, and how many there are of which some may not be named. */
export type CopySet = { files: DocumentItem[]; count: number; bytes: number };

/**
 * The files that are kept more than once and would free most, of those that the actor may read, as they are now.
 * @throws {AppError} `forbidden`.
 */
export async function copiedFiles(
  actor: Actor,
): Promise<{ sets: CopySet[]; found: Found<Sum & { sets: number }> | null }> {
  const { report } = await storageReport(actor);
  const seen = await visible(actor, { view: "live" });
  if (report === null) return { sets: [], found: null };
  const { sha256: wanted, ...sum } = report.figures.copies;
  const found = { ...sum, measuredAt: report.measuredAt };
  if (wanted.length === 0) return { sets: [], found };
  const place = database()
    .select({
      id: documents.id,
      place: sql<number>`row_number() over (
        partition by ${documents.sha256} order by ${documents.uploadedAt}, ${documents.id})`.as("place"),
      count: sql<number>`count(*) over (partition by ${documents.sha256})::int`.as("count"),
    })
    .from(documents)
    .where(and(seen, inArray(documents.sha256, wanted), PROVEN))
    .as("place");
  const rows = await database()
    .select({ ...ROW_COLUMNS, count: place.count })
    .from(place)
    .innerJoin(documents, eq(documents.id, place.id))
    .innerJoin(users, eq(users.id, documents.uploadedBy))
    .leftJoin(published, ITS_COPY)
    .where(sql`${place.count} > 1 and ${place.place} <= ${NAMED_COPIES}`)
    .orderBy(place.place);
  const sets = new Map<string, CopySet>();
  for (const { count, ...row } of rows) {
    const set = sets.get(row.sha256 ?? "") ?? { files: [], count, bytes: (count - 1) * row.fileSize };
    set.files.push(toItem(actor, row));
    sets.set(row.sha256 ?? "", set);
  }
  return { sets: [...sets.values()].sort((a, b) => b.bytes - a.bytes), found };
}

/**
 * The files whose old versions take most, of those that the actor may read and that have some still.
 * @throws {AppError} `forbidden`.
 */
export async function replacedFiles(actor: Actor): Promise<{ files: Replaced[]; measuredAt: string | null }> {
  const { report } = await storageReport(actor);
  const files = await withVersions(actor, report?.figures.versions?.ids ?? []);
  return { files, measuredAt: report?.measuredAt ?? null };
}

/**
 * What the school's record classes are called, the archived ones too.
 * @throws {AppError} `forbidden`.
 */
export async function classNames(actor: Actor): Promise<Map<string, string>> {
  await authorize(actor, "usage:read");
  return new Map((await classesFor(actor)).map(({ id, name }) => [id, name]));
}
