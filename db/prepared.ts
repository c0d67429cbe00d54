import type postgres from "postgres";

/** Statements with more values than this differ from call to call (lists of ids): keeping each would fill memory. */
const MOST_VALUES = 40;

/**
 * In a statement: how it is best answered hangs on its values, such as what is searched for, so it is not kept.
 * PostgreSQL would settle for one plan for all values after a few times.
 */
export const BY_VALUES = "/* by values */";

type Work = (tx: postgres.TransactionSql) => Promise<unknown>;
/** What drizzle uses of a client, which is a pool, or the connection of a transaction. */
type Client = {
  unsafe: (query: string, values?: unknown[], options?: object) => unknown;
  begin?: (work: Work) => Promise<unknown>;
  savepoint?: (work: Work) => Promise<unknown>;
};

const isKept = (query: string, values: readonly unknown[]) =>
  values.length > 0 && values.length <= MOST_VALUES && !query.includes(BY_VALUES);

/** Whether a transaction's connection is gone: then nothing may be said on it any more, not even "rollback". */
type Life = { isOver: boolean };

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** What a query on a connection that is gone fails with, as postgres.js has it. */
const lost = () => Object.assign(new Error("The connection is closed."), { code: "CONNECTION_CLOSED" });

/**
 * A transaction's work that never comes to its end once its connection is gone: postgres.js has told the caller by then,
 * and would write its rollback to a socket that is not there, which ends the process (porsager/postgres#1208).
 */
function whileAlive(work: Work, life: Life): Work {
  return async (tx) => {
    try {
      return await work(keepStatements(tx, life));
    } catch (error) {
      // The end of a connection and the failure of its queries are told in one turn.
      await nextTurn();
      if (life.isOver) return new Promise(() => undefined);
      throw error;
    }
  };
}

/**
 * Has PostgreSQL keep the statements of a connection, as postgres.js does by itself for its own templates. Drizzle goes
 * through `unsafe`, which asks anew what types the values of a query have: twice to and fro for each.
 * `?prepare=false` in the address of the database turns it off, for a pooler that lends connections by transaction.
 */
export function keepStatements<T extends postgres.Sql | postgres.TransactionSql>(
  sql: T,
  life: Life = { isOver: false },
): T {
  const client = sql as unknown as Client;
  const unsafe = client.unsafe.bind(client);
  client.unsafe = (query, values = [], options = {}) => {
    if (life.isOver) throw lost();
    return unsafe(query, values, { ...options, prepare: isKept(query, values) });
  };
  const begin = client.begin?.bind(client);
  if (begin) {
    client.begin = (work) => {
      const own: Life = { isOver: false };
      return begin(whileAlive(work, own)).finally(() => {
        own.isOver = true;
      });
    };
  }
  const savepoint = client.savepoint?.bind(client);
  if (savepoint) {
    client.savepoint = (work) => (life.isOver ? Promise.reject(lost()) : savepoint(whileAlive(work, life)));
  }
  return sql;
}
