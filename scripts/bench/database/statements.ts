import type postgres from "postgres";

/** A question as it went to PostgreSQL. */
export type Statement = { query: string; values: readonly unknown[] };

type Asked = (query: string, values?: unknown[], options?: object) => unknown;
const holder = globalThis as { athenaDatabase?: { sql: postgres.Sql } };

/**
 * The questions that `work` asks of the database, in their order; those within transactions are not among them.
 * @throws {Error} before the database was asked for the first time.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const client = holder.athenaDatabase?.sql as unknown as { unsafe: Asked } | undefined;
  if (client === undefined) throw new Error("There is no connection yet.");
  const asked: Statement[] = [];
  const original = client.unsafe;
  client.unsafe = (query, values = [], options = {}) => {
    asked.push({ query, values });
    return original(query, values, options);
  };
  try {
    await work();
  } finally {
    client.unsafe = original;
  }
  return asked;
}

/** A value as SQL has it: in quotes, whatever it is, so that it takes the type of its place. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date) return literal(value.toISOString());
  if (Array.isArray(value)) return literal(`{${value.map((one) => JSON.stringify(String(one))).join(",")}}`);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes("\\") ? `E${quoted.replaceAll("\\", "\\\\")}` : quoted;
}
