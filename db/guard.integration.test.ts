import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestPostgres, type TestPostgres } from "#embedded/postgres/testing.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
  await migrateDatabase(server.ownerUrl, server.url);
});
afterAll(() => server.stop());

async function as<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const TABLES = ["audit_events", "audit_seals", "audit_seal_copies"];
const COLUMNS: Record<string, string> = {
  audit_events: "outcome = 'ok'",
  audit_seals: "events = 1",
  audit_seal_copies: "number = 1",
};

/** What the server says to each way of changing what is there. */
async function tries(url: string): Promise<string[]> {
  return as(url, async (sql) => {
    const said: string[] = [];
    for (const table of TABLES) {
      for (const text of [
        `update ${table} set ${COLUMNS[table]}`,
        `delete from ${table}`,
        `truncate ${table}`,
        `insert into ${table} select * from ${table} on conflict do nothing`,
      ])
        said.push(
          await sql.unsafe(text).then(
            () => "done",
            (error: Error) => error.message,
          ),
        );
    }
    return said;
  });
}

const insertEvent = (sql: postgres.Sql) =>
  sql<{ id: string; tx: string }[]>`
    insert into audit_events (id, action, outcome) values (${randomUUID()}, 'storage.examined', 'ok')
    returning id, tx::text`;

describe("with a role of its own", () => {
  test("the app may add to the audit and read it, and nothing else", async () => {
    const denied = TABLES.flatMap((table) => [
      ...["update", "delete", "truncate"].map(() => `permission denied for table ${table}`),
      "done",
    ]);
    expect(await tries(server.url)).toEqual(denied);
    const turnedOff = as(server.url, (sql) => sql`alter table audit_events disable trigger user`);
    await expect(turnedOff).rejects.toThrow("must be owner of table audit_events");
    const replaced = as(
      server.url,
      (sql) =>
        sql`create or replace function audit_refuse() returns trigger language plpgsql as 'begin return null; end'`,
    );
    await expect(replaced).rejects.toThrow(/permission denied|must be owner/);
    const [row] = await as(server.url, insertEvent);
    expect(
      await as(server.url, (sql) => sql`select id from audit_events where id = ${row?.id ?? ""}`),
    ).toHaveLength(1);
  });

  test("what had more rights before loses them at the next start", async () => {
    await as(server.ownerUrl, (sql) => sql`grant all on audit_events, audit_seals to athena_app`);
    await migrateDatabase(server.ownerUrl, server.url);
    expect((await tries(server.url)).filter((said) => said.startsWith("permission denied"))).toHaveLength(9);
  });

  test("a server that has only the app's role starts on a database that is up to date, and not on an older one", async () => {
    await migrateDatabase(server.url);
    await as(
      server.ownerUrl,
      (sql) => sql`update drizzle.__drizzle_migrations set created_at = created_at - 1`,
    );
    await expect(migrateDatabase(server.url)).rejects.toThrow();
    await as(
      server.ownerUrl,
      (sql) => sql`update drizzle.__drizzle_migrations set created_at = created_at + 1`,
    );
  });
});

test("with one role alone, the tables refuse it themselves", async () => {
  const url = await server.createDatabase();
  await migrateDatabase(url);
  const refused = TABLES.flatMap(() => [...Array<string>(3).fill("the audit is only ever added to"), "done"]);
  expect(await tries(url)).toEqual(refused);
  await as(url, insertEvent);
});

test("a database that was put into a younger server goes on behind what it has", async () => {
  const url = await server.createDatabase();
  await migrateDatabase(url);
  // As a dump of a server that has seen many more transactions.
  const far = "9000000000";
  await as(url, async (sql) => {
    await sql`insert into audit_events (id, action, outcome, tx) values (${randomUUID()}, 'storage.examined', 'ok', ${far})`;
    const [before] = await insertEvent(sql);
    expect(BigInt(before?.tx ?? 0)).toBeLessThan(BigInt(far));
  });
  for (const _start of [1, 2]) await migrateDatabase(url);
  await as(url, async (sql) => {
    const [after] = await insertEvent(sql);
    expect(BigInt(after?.tx ?? 0)).toBeGreaterThan(BigInt(far));
    const [settled] = await sql<{ at: string }[]>`select audit_settled()::text as at`;
    expect(BigInt(settled?.at ?? 0)).toBeGreaterThan(BigInt(after?.tx ?? 0));
    expect(BigInt(settled?.at ?? 0)).toBeLessThan(BigInt(far) + 1_000n);
  });
});
