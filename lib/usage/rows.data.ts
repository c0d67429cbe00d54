import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { uploads } from "#db/schema/uploads.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import type { Day } from "#lib/usage/days.ts";
import type { DayRow } from "#lib/usage/series.ts";
import type { UsageTotals } from "#lib/usage/types.ts";

/** A school, or all of them and what belongs to none. */
export type RowsOf = { schoolId: string } | "all";

type Flat = Record<
  | "net"
  | "rise"
  | "early"
  | "class_a"
  | "class_b"
  | "free"
  | "bytes_in"
  | "bytes_out"
  | "class_a_estimated"
  | "class_b_estimated"
  | "bytes_in_estimated"
  | "bytes_out_estimated",
  number
> & { key: string | null; day: string };

const toRow = (flat: Flat): DayRow => ({
  day: flat.day,
  net: flat.net,
  rise: flat.rise,
  earlyByteDays: flat.early,
  classA: { measured: flat.class_a, estimated: flat.class_a_estimated },
  classB: { measured: flat.class_b, estimated: flat.class_b_estimated },
  free: { measured: flat.free, estimated: 0 },
  bytesIn: { measured: flat.bytes_in, estimated: flat.bytes_in_estimated },
  bytesOut: { measured: flat.bytes_out, estimated: flat.bytes_out_estimated },
});

/** Whether restricted files are among what is counted. */
export type Sight = { restricted: boolean };

const ofSchool = (
  of: RowsOf,
  { restricted }: Sight,
) => sql`(${of === "all" ? sql`true` : sql`school_id = ${of.schoolId}`}
  and ${restricted ? sql`true` : sql`kind <> 'restricted'`})`;

const KEYS = { all: sql`null::text`, kind: sql`kind`, school: sql`coalesce(school_id::text, 'none')` };
export type RowsBy = keyof typeof KEYS;

/**
 * What happened on each day since `from`, by kind or school. An upload that is under way is counted as estimated on the
 * day it was signed, for as long as it is: then it is counted for good, or it never was.
 */
export async function dayRows(
  of: RowsOf,
  by: RowsBy,
  from: Day,
  sight: Sight,
): Promise<Map<string, DayRow[]>> {
  const signedParts = sql`case when part_size is null then 1 else signed_parts end`;
  const signedBytes = sql`case when part_size is null then size else least(size, signed_parts * part_size) end`;
  const rows: Flat[] = await database().execute(sql`
    select ${KEYS[by]} as key, day::text,
      sum(net)::float8 as net, sum(rise)::float8 as rise, sum(early_byte_days)::float8 as early,
      sum(class_a)::float8 as class_a, sum(class_b)::float8 as class_b, sum(free)::float8 as free,
      sum(bytes_in)::float8 as bytes_in, sum(bytes_out)::float8 as bytes_out,
      sum(class_a_estimated)::float8 as class_a_estimated, sum(class_b_estimated)::float8 as class_b_estimated,
      sum(bytes_in_estimated)::float8 as bytes_in_estimated, sum(bytes_out_estimated)::float8 as bytes_out_estimated
    from (
      select school_id, kind, day, end_bytes - start_bytes as net, peak_bytes - start_bytes as rise, early_byte_days,
        class_a, class_b, free, bytes_in, bytes_out, class_a_estimated, class_b_estimated, bytes_in_estimated,
        bytes_out_estimated
      from ${usageDaily} where day >= ${from} and ${ofSchool(of, sight)}
      union all
      select school_id, kind, (created_at at time zone 'UTC')::date, 0, 0, 0, 0, 0, 0, 0, 0,
        ${signedParts}, 0, ${signedBytes}, 0
      from (
        select u.school_id, case when o.restricted then 'restricted' else u.kind end as kind, u.created_at, u.size,
          u.part_size, u.signed_parts
        from ${uploads} u left join ${objects} o on o.id = u.object_id
        where u.status = 'pending' and u.method <> 'through'
          and u.created_at >= ${from}::timestamp at time zone 'UTC'
      ) pending
      where ${ofSchool(of, sight)}
    ) u
    group by 1, 2`);
  const byKey = new Map<string, DayRow[]>();
  for (const flat of rows) {
    const key = flat.key ?? "all";
    const list = byKey.get(key) ?? [];
    list.push(toRow(flat));
    byKey.set(key, list);
  }
  return byKey;
}

const TOTALS = sql`coalesce(sum(bytes), 0)::float8 as bytes, coalesce(sum(objects), 0)::float8 as objects,
  coalesce(sum(trash_bytes), 0)::float8 as "trashBytes", coalesce(sum(trash_objects), 0)::float8 as "trashObjects",
  coalesce(sum(version_bytes), 0)::float8 as "versionBytes",
  coalesce(sum(version_objects), 0)::float8 as "versionObjects",
  coalesce(sum(stored_bytes), 0)::float8 as "storedBytes", coalesce(sum(stored_objects), 0)::float8 as "storedObjects"`;

/** What is there now, by kind or school. */
export async function totalRows(of: RowsOf, by: RowsBy, sight: Sight): Promise<Map<string, UsageTotals>> {
  const grouped: SQL = by === "all" ? sql`` : sql`group by 1`;
  const rows: (UsageTotals & { key: string | null })[] = await database().execute(sql`
    select ${KEYS[by]} as key, ${TOTALS} from ${storageTotals} where ${ofSchool(of, sight)} ${grouped}`);
  return new Map(rows.map(({ key, ...totals }) => [key ?? "all", totals]));
}

/** The first day of which anything is known; null where nothing is. */
export async function firstDay(of: RowsOf, sight: Sight): Promise<Day | null> {
  const [row]: { day: string | null }[] = await database().execute(
    sql`select min(day)::text as day from ${usageDaily} where ${ofSchool(of, sight)}`,
  );
  return row?.day ?? null;
}

/** Live originals by content type, now. */
export async function typeRows(
  schoolId: string,
  sight: Sight,
): Promise<{ key: string; bytes: number; objects: number }[]> {
  return database().execute(sql`
    select content_type as key, sum(file_size)::float8 as bytes, count(*)::float8 as objects
    from documents where school_id = ${schoolId} and deleted_at is null
      and ${sight.restricted ? sql`true` : sql`not restricted`} group by 1 order by 2 desc`);
}
