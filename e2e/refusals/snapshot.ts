import type { Installation } from "../fixtures/installation.ts";

/** What changes by itself: read, metered, sealed, delivered, or drawn by the worker. */
const OWN_PACE = new Set([
  "audit_seals",
  "audit_seal_copies",
  "audit_checks",
  "usage_daily",
  "webhook_deliveries",
  "storage_reports",
]);
const OWN_PACE_COLUMNS = [
  "thumbnail_object_id",
  "thumbnail_failed_at",
  "sha256_verified_at",
  "last_seen_at",
  "last_used_at",
  // Of an upload, when the sweeper has looked whether its file has come.
  "checks",
  "next_check_at",
  // Of a webhook, how its deliveries fare.
  "failures",
  "failing_since",
  "rest_until",
  "busy_until",
];

/** What a row must be to count: a denial is to be written down, and what is being deleted goes by itself. */
const ONLY: Readonly<Record<string, string>> = {
  audit_events: "and outcome <> 'denied'",
  objects: "and purpose <> 'thumbnail' and state <> 'deleting'",
  storage_totals: "and kind <> 'thumbnail'",
};

/** All that is a school's: its rows, its people's accounts, and its objects with their ETags. */
export type Snapshot = ReadonlyMap<string, readonly string[]>;

const FOLDERS = ["documents", "reports", "media"] as const;

/** Reads all that is a school's. */
export async function snapshotOf({ sql, bucket }: Installation, schoolId: string): Promise<Snapshot> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'school_id' order by table_name`;
  const parts = tables
    .filter(({ name }) => !OWN_PACE.has(name))
    .map(
      ({ name }) =>
        `select '${name}' as name, (to_jsonb(t) - $2::text[])::text as row from ${name} t where t.school_id = $1 ${ONLY[name] ?? ""}`,
    );
  parts.push(
    `select 'users', to_jsonb(u)::text from users u
     where u.id in (select user_id from memberships where school_id = $1)`,
    `select 'profile_images', to_jsonb(p)::text from profile_images p
     where p.user_id in (select user_id from memberships where school_id = $1)`,
    `select 'schools', to_jsonb(s)::text from schools s where s.id = $1`,
  );
  const rows = await sql.unsafe<{ name: string; row: string }[]>(parts.join(" union all "), [
    schoolId,
    OWN_PACE_COLUMNS,
  ]);
  const found = new Map<string, string[]>();
  for (const { name, row } of rows) found.set(name, [...(found.get(name) ?? []), row]);
  for (const folder of FOLDERS) found.set(folder, await bucket.etags(`${folder}/${schoolId}/`));
  return new Map([...found].map(([name, all]) => [name, all.toSorted()]));
}
