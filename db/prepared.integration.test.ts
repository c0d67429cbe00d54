import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import { database, type Transaction } from "#db/client.ts";
import { BY_VALUES } from "#db/prepared.ts";
import { config } from "#lib/config.ts";

const kept = async (tx: Transaction, like: string) => {
  const rows = await tx.execute<{ count: number }>(
    sql.raw(`select count(*)::int from pg_prepared_statements where statement like '${like}'`),
  );
  return rows[0]?.count;
};

test("a connection keeps the statements of queries and transactions, and asks each only once", async () => {
  await database().transaction(async (tx) => {
    for (const value of [1, 2, 3]) {
      const rows = await tx.execute<{ found: number }>(sql`select ${value}::int + 0 as found`);
      expect(rows[0]?.found).toBe(value);
    }
    expect(await kept(tx, "select $1::int + 0 as found")).toBe(1);
    await tx.transaction(async (inner) => {
      for (const value of ["a", "b"]) await inner.execute(sql`select ${value}::text || 'inner' as found`);
      expect(await kept(inner, "select $1::text || ''inner'' as found")).toBe(1);
    });
  });
});

test("long lists of values, which differ from call to call, are not kept", async () => {
  await database().transaction(async (tx) => {
    const values = Array.from({ length: 41 }, (_, at) => at);
    const list = sql.join(
      values.map((value) => sql`${value}::int`),
      sql`, `,
    );
    const rows = await tx.execute<{ sum: number }>(sql`select sum(x)::int from unnest(array[${list}]) as x`);
    expect(rows[0]?.sum).toBe(820);
    expect(await kept(tx, "select sum(x)%")).toBe(0);
  });
});

test("a statement whose table has changed since is asked anew", async () => {
  const table = "kept_statement_test";
  const owner = postgres(config().DATABASE_MIGRATION_URL ?? "", { max: 1, onnotice: () => {} });
  const read = () => database().execute(sql`select * from ${sql.identifier(table)} where a >= ${0}::int`);
  await owner.unsafe(`create table ${table} as select 1 as a; grant select on ${table} to public`);
  try {
    for (let at = 0; at < 30; at += 1) expect(await read()).toEqual([{ a: 1 }]);
    await owner.unsafe(`alter table ${table} add column b text default 'x'`);
    for (let at = 0; at < 30; at += 1) expect(await read()).toEqual([{ a: 1, b: "x" }]);
  } finally {
    await owner.unsafe(`drop table ${table}`);
    await owner.end();
  }
});

test("a statement that is best answered by its values is planned for them each time", async () => {
  await database().transaction(async (tx) => {
    for (const value of [1, 2]) {
      const rows = await tx.execute<{ found: number }>(sql`
        select ${sql.raw(BY_VALUES)} ${value}::int + 1 as found`);
      expect(rows[0]?.found).toBe(value + 1);
    }
    expect(await kept(tx, "%+ 1 as found%")).toBe(0);
  });
});
