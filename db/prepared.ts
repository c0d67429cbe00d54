import type postgres from "postgres";

/** Statements with more values than this differ from call to call (lists of ids): keeping each would fill memory. */
const MOST_VALUES = 40;

/**
 * In a statement: how it is best answered hangs on its values, such as what is searched for, so it is not kept.
 * PostgreSQL would settle for one plan for all values after a few times.
 */
export const BY_VALUES = "/* by values */";

type Work = (tx: postgres.TransactionSql) => unknown;
/** What drizzle uses of a client, which is a pool, or the connection of a transaction. */
type Client = {
  unsafe: (query: string, values?: unknown[], options?: object) => unknown;
  begin?: (work: Work) => unknown;
  savepoint?: (work: Work) => unknown;
};

const isKept = (query: string, values: readonly unknown[]) =>
  values.length > 0 && values.length <= MOST_VALUES && !query.includes(BY_VALUES);

/**
 * Has PostgreSQL keep the statements of a connection, as postgres.js does by itself for its own templates. Drizzle goes
 * through `unsafe`, which asks anew what types the values of a query have: twice to and fro for each.
 * `?prepare=false` in the address of the database turns it off, for a pooler that lends connections by transaction.
 */
export function keepStatements<T extends postgres.Sql | postgres.TransactionSql>(sql: T): T {
  const client = sql as unknown as Client;
  const unsafe = client.unsafe.bind(client);
  client.unsafe = (query, values = [], options = {}) =>
    unsafe(query, values, { ...options, prepare: isKept(query, values) });
  for (const name of ["begin", "savepoint"] as const) {
    const original = client[name]?.bind(client);
    if (original) client[name] = (work) => original((tx) => work(keepStatements(tx)));
  }
  return sql;
}
