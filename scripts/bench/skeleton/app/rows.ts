import postgres from "postgres";

/** What a row of the list shows. */
export type Row = {
  id: string;
  filename: string;
  content_type: string;
  file_size: number;
  uploader: string;
  uploaded_at: string;
};

const holder = globalThis as { skeletonDatabase?: postgres.Sql };

/** The rows that the product's own list begins with, by one question. */
export async function newest(): Promise<Row[]> {
  holder.skeletonDatabase ??= postgres(process.env.DATABASE_URL ?? "", { max: 10 });
  const sql = holder.skeletonDatabase;
  return sql<Row[]>`
    select d.id, d.filename, d.content_type, d.file_size::float8 as file_size, u.name as uploader,
      d.uploaded_at::text as uploaded_at
    from documents d join users u on u.id = d.uploaded_by
    where d.school_id = ${process.env.BENCH_SCHOOL ?? ""} and d.deleted_at is null
    order by d.uploaded_at desc, d.id desc limit 50`;
}
