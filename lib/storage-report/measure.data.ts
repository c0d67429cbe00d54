import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { documents } from "#db/schema/documents.ts";
import { dayAt, rangeEnd, shiftDay } from "#lib/documents/days.ts";
import { typeFamily } from "#lib/documents/family.ts";
import { agesAt } from "#lib/storage-report/ages.ts";
import { LISTED, UNOPENED_DAYS } from "#lib/storage-report/constants.ts";
import { divideByGroup } from "#lib/storage-report/groups.data.ts";
import type { ReportFigures, Sum } from "#lib/storage-report/types.ts";
import { findVersions } from "#lib/storage-report/versions.data.ts";

/** A school, and whether its restricted files are gone through as well. */
type School = { id: string; timeZone: string; restricted: boolean };

const NOTHING: Sum = { bytes: 0, objects: 0 };
const plus = (a: Sum, b: Sum): Sum => ({ bytes: a.bytes + b.bytes, objects: a.objects + b.objects });
const byBytes = (a: Sum, b: Sum) => b.bytes - a.bytes || b.objects - a.objects;

/** Adds up those that share a name. */
function sums<Name>(rows: readonly (Sum & { name: Name })[]): (Sum & { name: Name })[] {
  const all = new Map<Name, Sum>();
  for (const { name, bytes, objects } of rows) {
    all.set(name, plus(all.get(name) ?? NOTHING, { bytes, objects }));
  }
  return [...all].map(([name, sum]) => ({ name, ...sum }));
}

/** Whether nobody has ever opened a document, nor could have without our knowing: what is public is read elsewhere. */
export const NEVER_OPENED: SQL = sql`(
  ${documents.publicObjectId} is null and not exists (
    select from ${auditEvents}
    where ${auditEvents.targetId} = ${documents.id} and ${auditEvents.schoolId} = ${documents.schoolId}
      and ${auditEvents.targetType} = 'document' and ${auditEvents.outcome} = 'ok'
      and ${auditEvents.action} in ('document.viewed', 'document.downloaded')
  ))`;

/** Documents whose bytes were proven: equal checksums mean equal files, whatever a caller claims. */
export const PROVEN: SQL = sql`(
  ${documents.sha256VerifiedAt} is not null and ${documents.checksumFailedAt} is null)`;

const liveOf = (school: School): SQL =>
  sql`${documents.schoolId} = ${school.id} and ${documents.deletedAt} is null
    and ${school.restricted ? sql`true` : sql`not ${documents.restricted}`}`;

async function divide(db: Database | Transaction, school: School, now: Date) {
  const ages = agesAt(now, school.timeZone);
  const begins = ages.flatMap((age) => age.begins ?? []).toReversed();
  // One reading of the rows for all four.
  const rows = await db.execute<
    { part: number; type: string; person: string; age: number; class: string | null } & Sum
  >(sql`
    with live as (
      select ${documents.contentType} as type, ${documents.uploadedBy} as person, ${documents.fileSize} as size,
        ${documents.recordClassId} as class,
        width_bucket(${documents.uploadedAt}, ${sql.param(begins.map((moment) => moment.toISOString()))}::text[]::timestamptz[]) as age
      from ${documents} where ${liveOf(school)}
    )
    select grouping(type, person, age, class)::int as part, type, person, age, class,
      sum(size)::float8 as bytes, count(*)::float8 as objects
    from live group by grouping sets ((type), (person), (age), (class))`);
  const types = rows.filter(({ part }) => part === 0b0111);
  const people = rows.filter(({ part }) => part === 0b1011).sort(byBytes);
  const found = new Map(rows.filter(({ part }) => part === 0b1101).map((row) => [row.age, row]));
  const others = people.slice(LISTED);
  const { bytes, objects } = others.reduce(plus, NOTHING);
  return {
    families: sums(types.map((row) => ({ ...row, name: typeFamily(row.type) })))
      .map(({ name, ...sum }) => ({ family: name, bytes: sum.bytes, objects: sum.objects }))
      .sort(byBytes),
    people: people
      .slice(0, LISTED)
      .map((row) => ({ userId: row.person, bytes: row.bytes, objects: row.objects })),
    classes: rows
      .filter(({ part }) => part === 0b1110)
      .map((row) => ({ recordClassId: row.class, bytes: row.bytes, objects: row.objects }))
      .sort(byBytes),
    otherPeople: { people: others.length, bytes, objects },
    ages: ages.map(({ from, to }, at) => {
      const row = found.get(ages.length - 1 - at) ?? NOTHING;
      return { from, to, bytes: row.bytes, objects: row.objects };
    }),
  };
}

async function findUnopened(db: Database | Transaction, school: School, now: Date) {
  const upTo = shiftDay(dayAt(now, school.timeZone), -UNOPENED_DAYS);
  const [row] = await db.execute<Sum & { ids: string[] }>(sql`
    with unopened as materialized (
      select ${documents.id} as id, ${documents.fileSize} as size from ${documents}
      where ${liveOf(school)} and ${NEVER_OPENED}
        and ${documents.uploadedAt} < ${rangeEnd(upTo, school.timeZone).toISOString()}::timestamptz
    )
    select coalesce(sum(size), 0)::float8 as bytes, count(*)::float8 as objects,
      array(select id from unopened order by size desc, id limit ${LISTED}) as ids
    from unopened`);
  return { upTo, bytes: row?.bytes ?? 0, objects: row?.objects ?? 0, ids: row?.ids ?? [] };
}

async function findCopies(db: Database | Transaction, school: School) {
  // In the order of an index: groups go by one after another, however many rows there are.
  const [row] = await db.execute<Sum & { sets: number; sha256: string[] }>(sql`
    with sets as materialized (
      select ${documents.sha256} as sha256, count(*) - 1 as more, max(${documents.fileSize}) as size
      from ${documents} where ${liveOf(school)} and ${PROVEN}
      group by ${documents.sha256} having count(*) > 1
    )
    select coalesce(sum(more * size), 0)::float8 as bytes, coalesce(sum(more), 0)::float8 as objects,
      count(*)::float8 as sets,
      array(select sha256 from sets order by more * size desc, sha256 limit ${LISTED}) as sha256
    from sets`);
  return {
    bytes: row?.bytes ?? 0,
    objects: row?.objects ?? 0,
    sets: row?.sets ?? 0,
    sha256: row?.sha256 ?? [],
  };
}

/**
 * Goes through all live documents of a school. The database adds up; here come only sums and the few that are named, so
 * memory does not grow with the school.
 * @param now what is old is old at this moment.
 */
export async function measureFiles(
  db: Database | Transaction,
  school: School,
  now = new Date(),
): Promise<ReportFigures> {
  const parts = await divide(db, school, now);
  return {
    ...parts,
    groups: await divideByGroup(db, school),
    unopened: await findUnopened(db, school, now),
    copies: await findCopies(db, school),
    versions: { ids: await findVersions(db, school) },
  };
}
