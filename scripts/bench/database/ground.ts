import { type SQL, sql } from "drizzle-orm";
import { database, type Transaction } from "#db/client.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { bulkLoad } from "#scripts/bench/database/bulk-load.ts";
import { foundSchool, signInTo } from "#scripts/bench/own-database.ts";

/** How often something is, of what lists are narrowed to. */
export const MARKS = {
  common: "one file in five",
  some: "one file in a hundred",
  rare: "two hundred files, the oldest",
  trashed: "all that is in the trash, and the one file that is oldest",
} as const;
export type Mark = keyof typeof MARKS;
type Marked = Readonly<Record<Mark, string>>;

/** What the database is filled with: half of the documents are the first school's, whose lists are measured. */
export type Ground = {
  /** Sees everything of the first school. */
  administrator: Actor;
  /** Sees what is not restricted, which one file in forty is. */
  teacher: Actor;
  documents: number;
  tags: Marked;
  classes: Marked;
  /** Has 200 documents or so, of all times. */
  student: string;
  /** Uploaded five files. */
  uploader: string;
};

const SCHOOLS = 20;
const DAYS = 730;
const FAMILIES = sql`(array['Ruiz','Müller','Nguyen','Okafor','Silva','Haddad','Kowalska','O''Brien','Šimić','Larsen'])`;
const THINGS = sql`(array['Enrolment form','Birth certificate','Consent','Report card','Timetable','Photo','Letter','Plan'])`;

type School = { at: number; schoolId: string; userId: string; count: number };
type Filled = { tags: Marked; classes: Marked; restricted: string };

/** An id of version 7, as the product makes them, of a moment and a seed: the same each time. */
const idOf = (seed: SQL, at: SQL) => sql`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0')
  || '7' || substr(md5(${seed}), 1, 3) || '8' || substr(md5(${seed}), 4, 15))::uuid`;

async function named(
  tx: Transaction,
  table: "tags" | "record_classes",
  schoolId: string,
  names: readonly string[],
): Promise<Record<string, string>> {
  const [position, place] = table === "tags" ? [sql``, sql``] : [sql`, position`, sql`, 90`];
  const rows = await tx.execute<{ id: string; name: string }>(sql`
    insert into ${sql.identifier(table)} (id, school_id, name, name_key${position})
    select gen_random_uuid(), ${schoolId}::uuid, name, 'bench ' || name${place}
    from unnest(${sql.param([...names])}::text[]) name returning id, name`);
  return Object.fromEntries(rows.map(({ id, name }) => [name, id]));
}

/** A member of a school without a password. */
async function join(schoolId: string, email: string, role: "teacher"): Promise<string> {
  const [row] = await database().execute<{ id: string }>(sql`
    with made as (insert into users (id, email, name) values (gen_random_uuid(), ${email}, 'Bo') returning id)
    insert into memberships (school_id, user_id, role) select ${schoolId}, id, ${role} from made
    returning user_id as id`);
  if (row === undefined) throw new Error("Nobody has joined.");
  return row.id;
}

/** A school's documents over two years, number 1 the newest, with everything that lists are narrowed to. */
async function fill(
  tx: Transaction,
  school: School,
  people: readonly string[],
  begun: string,
): Promise<Filled> {
  const { at, schoolId, userId, count } = school;
  const tags = (await named(tx, "tags", schoolId, Object.keys(MARKS))) as Marked;
  const classes = await named(tx, "record_classes", schoolId, [...Object.keys(MARKS), "restricted"]);
  const restricted = classes.restricted ?? "";
  await tx.execute(sql`update record_classes set restricted = true where id = ${restricted}`);
  const rare = Math.max(count - 200, 0);
  const students = Math.max(1, Math.round(count / 500));
  const moment = sql`${begun}::timestamptz - n * (interval '1 day' * ${DAYS} / ${count}::int)`;
  await tx.execute(sql`
    create temporary table made on commit drop as
    select ${idOf(sql`'document' || ${at}::int || '.' || n`, moment)} as id,
      ${idOf(sql`'object' || ${at}::int || '.' || n`, moment)} as object_id, n, ${moment} as at,
      case when n % 4 <> 3 then ${idOf(sql`'thumbnail' || ${at}::int || '.' || n`, moment)} end as thumbnail_id,
      (array['document', 'document', 'document', 'report', 'media'])[1 + n % 5] as kind,
      (array['application/pdf', 'image/jpeg', 'image/png', 'application/msword'])[1 + n % 4] as type,
      'documents/' || ${schoolId} || '/2026/' || md5('key' || ${at}::int || '.' || n)::uuid || '_plan.pdf' as key,
      10000 + (n::bigint * 7919) % 4000000 as size,
      (${THINGS})[1 + abs(hashint4(-n)) % 8] || ' ' || (${FAMILIES})[1 + abs(hashint4(n)) % 10] || ' ' || n || '.pdf' as name,
      n % 50 = 7 and n <> ${count}::int as trashed, n % 40 = 11 as restricted
    from generate_series(1, ${count}::int) n`);
  // In the order in which a school would have added them: rows lie on the disk as they came.
  await tx.execute(sql`
    insert into objects (id, school_id, key, purpose, state, size, stored_bytes, created_at, restricted)
    select object_id, ${schoolId}, key, 'original', 'live', size, size, at, restricted from made order by n desc`);
  // Without any, PostgreSQL would take it that none is ever found, and read all objects once for each page.
  await tx.execute(sql`
    insert into objects (id, school_id, key, purpose, state, size, stored_bytes, created_at, restricted)
    select thumbnail_id, ${schoolId}, 'thumbnails/' || ${schoolId} || '/' || id || '/' || thumbnail_id || '.webp',
      'thumbnail', 'live', 4000, 4000, at, restricted from made where thumbnail_id is not null order by n desc`);
  await tx.execute(sql`
    insert into documents (id, school_id, filename, file_path, content_type, file_size, uploaded_by, uploaded_at,
      object_id, thumbnail_object_id, kind, name_sort, year, deleted_at, record_class_id, restricted, sha256, sha256_verified_at,
      report_type, term)
    select id, ${schoolId}, name, key, type, size,
      case when n % ${Math.ceil(count / 5)} = 3 then ${people[1] ?? userId}::uuid else ${userId}::uuid end, at,
      object_id, thumbnail_id, kind, lower(translate(name, 'üŠć', 'usc')), 2020 + n % 6, case when trashed then ${begun}::timestamptz end,
      case when restricted then ${restricted}::uuid
        when n > ${rare} then ${classes.rare}::uuid
        when trashed or n = ${count} then ${classes.trashed}::uuid
        when n % 5 = 1 then ${classes.common}::uuid
        when n % 100 = 3 then ${classes.some}::uuid end,
      restricted, md5(name) || md5(key), at,
      case when kind = 'report' then (array['report-card', 'transcript'])[1 + n % 2] end,
      case when kind = 'report' then 1 + n % 3 end
    from made order by n desc`);
  await tx.execute(sql`
    insert into document_tags (school_id, document_id, tag_id, uploaded_at, kind, live)
    select ${schoolId}::uuid, id, ${tags.common}::uuid, at, kind, not trashed from made where n % 5 = 2
    union all select ${schoolId}::uuid, id, ${tags.some}::uuid, at, kind, not trashed from made where n % 100 = 4
    union all select ${schoolId}::uuid, id, ${tags.rare}::uuid, at, kind, not trashed from made where n > ${rare}
    union all select ${schoolId}::uuid, id, ${tags.trashed}::uuid, at, kind, not trashed from made where trashed or n = ${count}`);
  await tx.execute(sql`
    insert into tags (id, school_id, name, name_key)
    select gen_random_uuid(), ${schoolId}::uuid, 'filler ' || n, 'filler ' || n from generate_series(1, 300) n`);
  await tx.execute(sql`
    insert into document_tags (school_id, document_id, tag_id, uploaded_at, kind, live)
    select ${schoolId}::uuid, made.id, tags.id, at, kind, not trashed from made
    join tags on tags.school_id = ${schoolId} and tags.name = 'filler ' || (1 + made.n % 300) where made.n % 3 = 0`);
  await tx.execute(sql`
    insert into students (id, school_id, given_name, family_name, name_sort, search_text, external_id)
    select md5('student' || ${at}::int || '.' || n)::uuid, ${schoolId}, 'Ana ' || n, (${FAMILIES})[1 + n % 10],
      lower((${FAMILIES})[1 + n % 10]) || ' ana ' || n, lower((${FAMILIES})[1 + n % 10]) || ' ana ' || n, 'S' || n
    from generate_series(1, ${students}::int) n`);
  await tx.execute(sql`
    insert into document_students (school_id, document_id, student_id, created_at)
    select ${schoolId}::uuid, id, md5('student' || ${at}::int || '.' || (1 + abs(hashint4(n)) % ${students}::int))::uuid, at
    from made where n % 5 < 2`);
  await tx.execute(sql`
    insert into audit_events (id, at, school_id, user_id, action, outcome, target_type, target_id, details)
    select ${idOf(sql`'event' || ${at}::int || '.' || n`, sql`at`)}, at, ${schoolId}::uuid, ${userId}::uuid,
      'document.created', 'ok', 'document', id, jsonb_build_object('filename', name)
    from made order by n desc`);
  await countLoaded(tx, schoolId);
  await tx.execute(sql`drop table made`);
  return { tags, classes: classes as Marked, restricted };
}

/** The running totals and days of what was loaded, as the product keeps them. */
async function countLoaded(tx: Transaction, schoolId: string): Promise<void> {
  const counted = sql`case when restricted then 'restricted' else kind end`;
  await tx.execute(sql`
    insert into storage_totals (school_id, kind, bytes, objects, trash_bytes, trash_objects, stored_bytes, stored_objects)
    select ${schoolId}::uuid, ${counted}, coalesce(sum(size) filter (where not trashed), 0), count(*) filter (where not trashed),
      coalesce(sum(size) filter (where trashed), 0), count(*) filter (where trashed), sum(size), count(*) from made group by 2
    union all select ${schoolId}::uuid, 'thumbnail', 0, 0, 0, 0, count(*) * 4000, count(*) from made where thumbnail_id is not null`);
  await tx.execute(sql`
    insert into usage_daily (school_id, kind, day, class_a, class_b, class_b_estimated, bytes_in, bytes_out_estimated,
      start_bytes, peak_bytes, end_bytes)
    select ${schoolId}::uuid, kind, day, files, files * 3, files * 40, came, came * 12, held - came, held, held
    from (
      select ${counted} as kind, (at at time zone 'UTC')::date as day, count(*) as files, sum(size) as came,
        sum(sum(size)) over (partition by ${counted} order by (at at time zone 'UTC')::date) as held
      from made group by 1, 2
    ) days`);
}

/** Fills the database with `rows` documents in twenty schools: the same ones each time, counted back from now. */
export async function fillGround(rows: number): Promise<Ground> {
  const { actorOfSession } = await import("#lib/auth/identify.ts");
  const { openSession } = await import("#lib/testing/school.ts");
  const origin = localOrigin("bench");
  const each = Math.round(rows / 2 / (SCHOOLS - 1));
  const schools: School[] = [];
  for (let at = 0; at < SCHOOLS; at += 1) {
    const { schoolId, userId } = await foundSchool(origin, at);
    schools.push({ at, schoolId, userId, count: at === 0 ? rows - each * (SCHOOLS - 1) : each });
  }
  const [first] = schools;
  if (first === undefined) throw new Error("There is no school.");
  const [teacherId, uploader] = [
    await join(first.schoolId, `teacher-${first.schoolId}@example.org`, "teacher"),
    await join(first.schoolId, `uploader-${first.schoolId}@example.org`, "teacher"),
  ];
  const begun = new Date().toISOString();
  let filled: Filled | undefined;
  await bulkLoad(async (tx) => {
    for (const school of schools) {
      const people = school === first ? [teacherId, uploader] : [];
      const made = await fill(tx, school, people, begun);
      filled ??= made;
    }
  });
  if (filled === undefined) throw new Error("Nothing was filled.");
  const session = await openSession({ userId: teacherId, passwordHash: null }, first.schoolId, origin);
  const teacher = await actorOfSession(session, origin);
  if (teacher === null) throw new Error("Nobody is signed in.");
  const [student] = await database().execute<{ id: string }>(
    sql`select id from students where school_id = ${first.schoolId} order by id limit 1`,
  );
  return {
    administrator: await signInTo(first, origin),
    teacher,
    documents: first.count,
    tags: filled.tags,
    classes: filled.classes,
    student: student?.id ?? "",
    uploader,
  };
}
