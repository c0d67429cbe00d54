import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";

/** What the benchmark of lists asks for; the days say how long ago the newest file that has it was uploaded. */
export const MARKS = {
  common: "one file in five",
  some: "one file in a hundred",
  rare: "two hundred files, the oldest",
  trashed: "thousands of files in the trash, and the one that is oldest",
} as const;
export type Mark = keyof typeof MARKS;

/** The ids of the tags and of the record classes that carry each mark. */
export type Marked = Readonly<Record<Mark, string>>;

const FAMILIES = sql`(array['Ruiz','Müller','Nguyen','Okafor','Silva','Haddad','Kowalska','O''Brien','Šimić','Larsen'])`;
const THINGS = sql`(array['Enrolment form','Birth certificate','Consent','Report card','Timetable','Photo','Letter','Plan'])`;

async function marked(table: "tags" | "record_classes", schoolId: string): Promise<Marked> {
  const position = table === "tags" ? sql`` : sql`, position`;
  const place = table === "tags" ? sql`` : sql`, 90`;
  const rows = await database().execute<{ id: string; name: Mark }>(sql`
    insert into ${sql.identifier(table)} (id, school_id, name, name_key${position})
    select gen_random_uuid(), ${schoolId}::uuid, name, 'bench ' || name${place}
    from unnest(${sql.param(Object.keys(MARKS))}::text[]) name returning id, name`);
  return Object.fromEntries(rows.map(({ id, name }) => [name, id])) as Marked;
}

/**
 * A school's documents over two years, the first the newest, with tags and record classes of every sort of frequency and
 * 300 tags that many documents have.
 */
export async function fillLists(schoolId: string, userId: string, count: number) {
  const tags = await marked("tags", schoolId);
  const classes = await marked("record_classes", schoolId);
  const rare = Math.max(count - 200, 0);
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`
      create temporary table made on commit drop as
      select gen_random_uuid() as id, gen_random_uuid() as object_id, n,
        (array['document', 'document', 'document', 'report', 'media'])[1 + n % 5] as kind,
        (array['application/pdf', 'image/jpeg', 'image/png', 'application/msword'])[1 + n % 4] as type,
        'documents/' || ${schoolId} || '/2026/' || gen_random_uuid() || '_plan.pdf' as key,
        10000 + (n::bigint * 7919) % 4000000 as size, now() - n * (interval '730 days' / ${count}::int) as at,
        (${THINGS})[1 + abs(hashint4(-n)) % 8] || ' ' || (${FAMILIES})[1 + abs(hashint4(n)) % 10] || ' ' || n || '.pdf' as name,
        n % 50 = 7 and n <> ${count}::int as trashed
      from generate_series(1, ${count}::int) n`);
    await tx.execute(sql`
      insert into objects (id, school_id, key, purpose, state, size, stored_bytes, created_at)
      select object_id, ${schoolId}, key, 'original', 'live', size, size, at from made`);
    await tx.execute(sql`
      insert into documents (id, school_id, filename, file_path, content_type, file_size, uploaded_by, uploaded_at,
        object_id, kind, name_sort, year, deleted_at, record_class_id)
      select id, ${schoolId}, name, key, type, size, ${userId}, at, object_id, kind, lower(name), 2020 + n % 6,
        case when trashed then now() end,
        case when n > ${rare} then ${classes.rare}::uuid
          when trashed or n = ${count} then ${classes.trashed}::uuid
          when n % 5 = 1 then ${classes.common}::uuid
          when n % 100 = 3 then ${classes.some}::uuid end
      from made`);
    await tx.execute(sql`
      insert into document_tags (school_id, document_id, tag_id)
      select ${schoolId}::uuid, id, ${tags.common}::uuid from made where n % 5 = 2
      union all select ${schoolId}::uuid, id, ${tags.some}::uuid from made where n % 100 = 4
      union all select ${schoolId}::uuid, id, ${tags.rare}::uuid from made where n > ${rare}
      union all select ${schoolId}::uuid, id, ${tags.trashed}::uuid from made where trashed or n = ${count}`);
    await tx.execute(sql`
      insert into tags (id, school_id, name, name_key)
      select gen_random_uuid(), ${schoolId}::uuid, 'filler ' || n, 'filler ' || n from generate_series(1, 300) n`);
    await tx.execute(sql`
      insert into document_tags (school_id, document_id, tag_id)
      select ${schoolId}::uuid, made.id, tags.id from made
      join tags on tags.school_id = ${schoolId} and tags.name = 'filler ' || (1 + made.n % 300) where made.n % 3 = 0`);
  });
  return { tags, classes };
}
