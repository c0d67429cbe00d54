import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database, type Transaction } from "#db/client.ts";

/** Ends the connection of a transaction from another one, and waits until it is gone. */
async function cutOff(tx: Transaction): Promise<void> {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  const pid = row?.pid ?? 0;
  await database().execute(sql`select pg_terminate_backend(${pid}::int)`);
  await expect
    .poll(() => database().execute(sql`select from pg_stat_activity where pid = ${pid}::int`))
    .toHaveLength(0);
}

// Without a guard the process ends of it, as it writes its rollback to a socket that is not there.
test.each([false, true])(
  "a transaction whose connection is cut fails, whatever it says next (in a savepoint: %s), and the next goes through",
  async (nested) => {
    const goOn = (tx: Transaction) => tx.execute(sql`select 1`);
    const failing = database().transaction(async (tx) => {
      await cutOff(tx);
      await (nested ? tx.transaction(goOn) : goOn(tx));
    });
    await expect(failing).rejects.toMatchObject({ code: expect.stringMatching(/CONNECTION_CLOSED|57P01/) });
    for (let times = 0; times < 12; times += 1)
      await expect(database().transaction((tx) => goOn(tx))).resolves.toHaveLength(1);
  },
);
