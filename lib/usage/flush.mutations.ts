import "server-only";
import { inArray, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { objects } from "#db/schema/objects.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { usageDaily } from "#db/schema/usage-daily.ts";
import { FIGURES, putBack, type Tally, takeTallies } from "#lib/storage/meter.ts";

/** Rows that are asked for at once. */
const ASKED_AT_ONCE = 2_000;

/** What the rows of these keys tell; those of objects that are gone tell nothing. */
async function rowsOf(keys: readonly string[]) {
  const found = new Map<string, { schoolId: string | null; restricted: boolean }>();
  for (let at = 0; at < keys.length; at += ASKED_AT_ONCE) {
    const rows = await database()
      .select({ key: objects.key, schoolId: objects.schoolId, restricted: objects.restricted })
      .from(objects)
      .where(inArray(objects.key, keys.slice(at, at + ASKED_AT_ONCE)));
    for (const { key, ...row } of rows) found.set(key, row);
  }
  return found;
}

/** Adds up what is of the same day, kind and school. */
function joined(tallies: readonly Tally[]): Tally[] {
  const sums = new Map<string, Tally>();
  for (const one of tallies) {
    const name = `${one.day} ${one.kind} ${one.schoolId ?? ""}`;
    const known = sums.get(name);
    if (known === undefined) sums.set(name, { ...one });
    else for (const figure of FIGURES) known[figure] += one[figure];
  }
  return [...sums.values()];
}

/** By the objects' rows: of which school an attachment is, those that are gone being nobody's, and what is restricted. */
async function resolve(tallies: readonly Tally[]): Promise<Tally[]> {
  const rows = await rowsOf([...new Set(tallies.flatMap(({ key }) => key ?? []))]);
  const known = tallies.map((one) => {
    const row = one.key === null ? undefined : rows.get(one.key);
    if (one.key === null) return one;
    const schoolId = one.schoolId ?? row?.schoolId ?? null;
    return { ...one, key: null, schoolId, kind: row?.restricted ? ("restricted" as const) : one.kind };
  });
  return joined(known);
}

/** Nobody knows where an address of a thumbnail leads to how many bytes: the school's average stands for them. */
const thumbnailBytes = ({ kind, classBEstimated }: Tally): SQL =>
  kind === "thumbnail"
    ? sql`(select ${classBEstimated}::bigint * t.stored_bytes / greatest(t.stored_objects, 1) from t)`
    : sql`0`;

/** Adds to a day's row; a new one begins with what was held then. The totals are locked first, as by everybody else. */
async function write(one: Tally): Promise<void> {
  const school = one.schoolId === null ? sql`school_id is null` : sql`school_id = ${one.schoolId}::uuid`;
  const own = sql`${school} and kind = ${one.kind}`;
  await database().execute(sql`
    with t as (select stored_bytes, stored_objects from ${storageTotals} where ${own} for share),
    held as (
      select coalesce(
        (select start_bytes from ${usageDaily} where ${own} and day > ${one.day}::date order by day limit 1),
        (select stored_bytes from t),
        0
      ) as bytes
    )
    insert into ${usageDaily} as u (school_id, kind, day, class_a, class_b, free, class_b_estimated, bytes_in, bytes_out,
      bytes_out_estimated, start_bytes, peak_bytes, end_bytes)
    select ${one.schoolId}::uuid, ${one.kind}, ${one.day}::date, ${one.classA}::bigint, ${one.classB}::bigint,
      ${one.free}::bigint, ${one.classBEstimated}::bigint, ${one.bytesIn}::bigint, ${one.bytesOut}::bigint,
      ${one.bytesOutEstimated}::bigint + coalesce(${thumbnailBytes(one)}, 0), held.bytes, held.bytes, held.bytes
    from held
    on conflict (school_id, kind, day) do update set
      class_a = u.class_a + excluded.class_a,
      class_b = u.class_b + excluded.class_b,
      free = u.free + excluded.free,
      class_b_estimated = u.class_b_estimated + excluded.class_b_estimated,
      bytes_in = u.bytes_in + excluded.bytes_in,
      bytes_out = u.bytes_out + excluded.bytes_out,
      bytes_out_estimated = u.bytes_out_estimated + excluded.bytes_out_estimated`);
}

/**
 * Writes what was counted at the store since the last time, one row in a statement of its own: nobody is held up, and
 * what could not be written is written the next time.
 */
export async function flushUsage(): Promise<void> {
  const taken = takeTallies();
  let left: readonly Tally[] = taken;
  try {
    left = await resolve(taken);
    while (left[0] !== undefined) {
      await write(left[0]);
      left = left.slice(1);
    }
  } catch (error) {
    putBack(left);
    throw error;
  }
}
