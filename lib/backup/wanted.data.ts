import "server-only";
import type { Snapshot } from "#db/snapshot.ts";

/** An object that the database knows. */
export type Wanted = {
  key: string;
  bucket: "private" | "public";
  /** Bytes; null where the database does not say. */
  size: number | null;
  /** SHA-256 (hex) that it should have; null where nobody has said. */
  sha256: string | null;
  /** Whether its key may hold other bytes one day: a school's logo. */
  changes: boolean;
  /** Whether it may rightly not be there: an upload under way, or a file that is known to be lost. */
  optional: boolean;
};

/**
 * Every object that belongs to a database, in the order of their keys' bytes: what a row names, and the copied heads of
 * the audit, which have none (`sealCopyKey`). What is being deleted does not belong to it any more.
 */
const QUERY = `
  select o.key, o.bucket, o.size::text as size, o.purpose = 'logo' as changes,
    case when d.checksum_failed_at is null and v.checksum_failed_at is null
      then coalesce(d.sha256, v.sha256) end as sha256,
    o.state = 'pending' or coalesce(d.status, v.status) = 'missing' as optional
  from objects o
  left join documents d on d.object_id = o.id
  left join document_versions v on v.object_id = o.id
  where o.state in ('pending', 'live') and o.purpose not in ('probe', 'stray')
  union all
  select ('audit/' || case when s.chain = '00000000-0000-0000-0000-000000000000' then 'installation'
      else s.chain::text end || '/' || lpad(s.number::text, 12, '0') || '_' || encode(s.head, 'hex') || '.json')
      collate "C", 'private', null, false, null, false
  from audit_seal_copies c join audit_seals s using (chain, number)
  order by 1`;

type Row = Omit<Wanted, "size" | "optional"> & { size: string | null; optional: boolean | null };

export async function* wantedObjects(snapshot: Snapshot): AsyncGenerator<Wanted> {
  for await (const rows of snapshot.ask<Row>(QUERY)) {
    for (const row of rows)
      yield {
        ...row,
        size: row.size === null ? null : Number(row.size),
        optional: row.optional === true,
      };
  }
}
