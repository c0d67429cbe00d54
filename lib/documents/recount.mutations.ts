import "server-only";
import { type AnyColumn, asc, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "#db/client.ts";
import { documentVersions } from "#db/schema/document-versions.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { addCounts, HELD } from "#lib/documents/counters.mutations.ts";
import { STORED_KINDS, type StoredKind } from "#lib/usage/constants.ts";

/** What running totals of one kind count. */
export type Totals = Record<(typeof HELD)[number], number>;

/** What they say, beside what they should. */
export type Drift = { counted: Totals; summed: Totals };

const NOTHING = Object.fromEntries(HELD.map((name) => [name, 0])) as Totals;

/** Long enough for the largest school; nobody waits for it. */
const PATIENCE = sql`set local statement_timeout = 120000`;

const same = ({ counted, summed }: Drift) => HELD.every((name) => counted[name] === summed[name]);

/** Of which kind an object is counted: as `holdObject` finds it. */
const STORED_KIND = sql`case when ${objects.restricted} then 'restricted' when ${objects.bucket} = 'public' then 'public'
  else case split_part(${objects.key}, '/', 1)
    when 'reports' then 'report' when 'media' then 'media' when 'thumbnails' then 'thumbnail'
    when 'profiles' then 'profile' when 'attachments' then 'attachment' else 'document' end end`;

/** Of which kind a document is counted: `countedAs`. */
const COUNTED_KIND = sql`case when ${documents.restricted} then 'restricted' else ${documents.kind} end`;

/** Whose totals: a school's, or null for those of people's pictures, which are of none. */
type Owner = string | null;

const ownedBy = (column: AnyColumn, owner: Owner) =>
  owner === null ? sql`${column} is null` : sql`${column} = ${owner}`;

type Row = { kind: StoredKind } & Partial<
  Record<"counted" | "used" | "old" | "held", Partial<Totals> | null>
>;

/** What the rows of an owner add up to, and its running totals, as of one moment: they change together. */
async function sumUp(tx: Transaction | Database, owner: Owner): Promise<({ kind: StoredKind } & Drift)[]> {
  const rows = await tx.execute<Row>(sql`
    with used as (
      select ${COUNTED_KIND} as kind, json_build_object(
        'bytes', coalesce(sum(${documents.fileSize}) filter (where ${documents.deletedAt} is null), 0),
        'objects', count(*) filter (where ${documents.deletedAt} is null),
        'trashBytes', coalesce(sum(${documents.fileSize}) filter (where ${documents.deletedAt} is not null), 0),
        'trashObjects', count(*) filter (where ${documents.deletedAt} is not null)) as used
      from ${documents} where ${ownedBy(documents.schoolId, owner)} group by 1),
    olds as (
      select ${COUNTED_KIND} as kind, json_build_object(
        'versionBytes', sum(${documentVersions.fileSize}), 'versionObjects', count(*)) as old
      from ${documentVersions} join ${documents} on ${documents.id} = ${documentVersions.documentId}
      where ${ownedBy(documentVersions.schoolId, owner)} group by 1),
    held as (
      select ${STORED_KIND} as kind, json_build_object(
        'storedBytes', sum(${objects.storedBytes}), 'storedObjects', count(*)) as held
      from ${objects} where ${ownedBy(objects.schoolId, owner)} and ${objects.storedBytes} is not null group by 1),
    totals as (
      select ${storageTotals.kind} as kind, json_build_object(
        'bytes', ${storageTotals.bytes}, 'objects', ${storageTotals.objects},
        'trashBytes', ${storageTotals.trashBytes}, 'trashObjects', ${storageTotals.trashObjects},
        'versionBytes', ${storageTotals.versionBytes}, 'versionObjects', ${storageTotals.versionObjects},
        'storedBytes', ${storageTotals.storedBytes}, 'storedObjects', ${storageTotals.storedObjects}) as counted
      from ${storageTotals} where ${ownedBy(storageTotals.schoolId, owner)})
    select kind, counted, used, old, held
    from totals full join used using (kind) full join olds using (kind) full join held using (kind)
    order by kind`);
  return [...rows].map(({ kind, counted, used, old, held }) => ({
    kind,
    counted: { ...NOTHING, ...counted },
    summed: { ...NOTHING, ...used, ...old, ...held },
  }));
}

/** The kinds of an owner whose running totals are not what its rows add up to. */
export async function findDrift(owner: Owner): Promise<({ kind: StoredKind } & Drift)[]> {
  const rows = await database().transaction(async (tx) => {
    await tx.execute(PATIENCE);
    return sumUp(tx, owner);
  });
  return rows.filter((row) => !same(row));
}

/**
 * Sets an owner's running totals of one kind to what its rows add up to, and those of today with them. Whoever changes
 * them meanwhile waits for the lock, and changes what was set: nothing is lost.
 * @returns whether they were wrong.
 */
export async function recount(tx: Transaction, owner: Owner, kind: StoredKind): Promise<boolean> {
  await tx.execute(PATIENCE);
  // All kinds in the order of their names, as `addCounts` takes them.
  await tx
    .insert(storageTotals)
    .values(STORED_KINDS.toSorted().map((of) => ({ schoolId: owner, kind: of })))
    .onConflictDoNothing();
  await tx
    .select({ kind: storageTotals.kind })
    .from(storageTotals)
    .where(ownedBy(storageTotals.schoolId, owner))
    .orderBy(asc(storageTotals.kind))
    .for("update");
  const drift = (await sumUp(tx, owner)).find((row) => row.kind === kind);
  if (drift === undefined || same(drift)) return false;
  const { counted, summed } = drift;
  const change = Object.fromEntries(HELD.map((name) => [name, summed[name] - counted[name]])) as Totals;
  await addCounts(tx, owner, [{ kind, ...change }]);
  return true;
}
