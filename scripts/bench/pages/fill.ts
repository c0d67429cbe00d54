import postgres from "postgres";
import type { Place } from "#scripts/bench/place.ts";

/** Gives a place's school so many documents without bytes: pages show rows, and the newest are what is asked for. */
export async function fillRows({ env, schoolId }: Place, count: number): Promise<void> {
  const sql = postgres(env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      await tx`create temporary table made on commit drop as
        select gen_random_uuid() as id, gen_random_uuid() as object_id, n, now() - n * interval '1 hour' as at,
          'documents/' || ${schoolId}::text || '/2026/' || gen_random_uuid() || '_plan.pdf' as key,
          'Enrolment form Ruiz ' || n || '.pdf' as name
        from generate_series(1, ${count}::int) n`;
      await tx`insert into objects (id, school_id, key, purpose, state, size, created_at)
        select object_id, ${schoolId}::uuid, key, 'original', 'live', 10000 + n, at from made`;
      await tx`insert into documents (id, school_id, filename, file_path, content_type, file_size, uploaded_by, uploaded_at,
          object_id, kind, name_sort, thumbnail_failed_at)
        select made.id, ${schoolId}::uuid, name, key, 'application/pdf', 10000 + n, m.user_id, at, object_id, 'document',
          lower(name), now()
        from made, (select user_id from memberships where school_id = ${schoolId}::uuid order by created_at limit 1) m`;
    });
    await sql`analyze documents, objects`;
  } finally {
    await sql.end();
  }
}

/** The id of the newest document. */
export async function newestOf({ env, schoolId }: Place): Promise<string> {
  const sql = postgres(env.DATABASE_URL ?? "", { max: 1 });
  try {
    const [row] = await sql<{ id: string }[]>`
      select id from documents where school_id = ${schoolId} order by uploaded_at desc limit 1`;
    return row?.id ?? "";
  } finally {
    await sql.end();
  }
}
