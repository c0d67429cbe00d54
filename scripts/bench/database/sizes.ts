import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { type Figure, once } from "#scripts/bench/figure.ts";

const TABLES = ["documents", "objects", "document_tags", "document_students", "audit_events"];
const TRIGRAMS = "documents_name_trgm_idx";

/** What a document takes on the disk, with what goes with it. */
export async function sizesOf(rows: number): Promise<Figure[]> {
  const sizes = await database().execute<{ name: string; heap: string; indexes: string }>(sql`
    select name, pg_table_size(name::regclass) as heap, pg_indexes_size(name::regclass) as indexes
    from unnest(${sql.param(TABLES)}::text[]) name`);
  const [trigrams] = await database().execute<{ size: string }>(
    sql`select pg_relation_size(${TRIGRAMS}::regclass) as size`,
  );
  const each = (bytes: string | undefined) => once(Number(bytes) / rows);
  return [
    ...sizes.flatMap(({ name, heap, indexes }) => [
      { name: `${name}: rows, for each document`, unit: "B", ours: each(heap) },
      { name: `${name}: indexes, for each document`, unit: "B", ours: each(indexes) },
    ]),
    { name: "of these, trigrams of names", unit: "B", ours: each(trigrams?.size) },
  ];
}
