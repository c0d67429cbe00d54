import { existsSync } from "node:fs";
import postgres from "postgres";
import { expect, test } from "vitest";
import { startTestPostgres } from "./testing.ts";

test("a test server makes databases that do not see each other, and leaves nothing", async () => {
  const server = await startTestPostgres();
  const urls = await Promise.all([server.createDatabase(), server.createDatabase()]);
  expect(new Set([server.url, ...urls]).size).toBe(3);
  const [first, second] = urls.map((url) => postgres(url, { max: 1 }));
  await first?.unsafe("create table only_here (n int)");
  await expect(second?.unsafe("select * from only_here")).rejects.toThrow("does not exist");
  const [row] = (await first?.unsafe("select current_setting('fsync') as fsync")) ?? [];
  expect(row).toEqual({ fsync: "off" });
  await Promise.all([first?.end(), second?.end()]);

  const copy = await server.createDatabase(urls[0]?.split("/").at(-1));
  const copied = postgres(copy, { max: 1 });
  expect(await copied`select count(*)::int as n from only_here`).toEqual([{ n: 0 }]);
  await copied.end();

  await server.stop();
  await expect(postgres(server.url, { max: 1 })`select 1`).rejects.toThrow(/ECONNREFUSED/);
  expect(existsSync(`/proc/${server.pid}`)).toBe(false);
});
