import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, database } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { setupLinks } from "#db/schema/setup-links.ts";
import { startTestPostgres, type TestPostgres } from "#embedded/postgres/testing.ts";
import { actorOfSession } from "#lib/auth/identify.ts";
import { createSchool, setUpWithLink } from "#lib/auth/schools.mutations.ts";
import { secretHash } from "#lib/auth/secrets.ts";
import { createSetupSecret, setupState } from "#lib/auth/setup.ts";
import { localOrigin } from "#lib/http/origin.ts";

/** A server of its own: everywhere else there is somebody already. */
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
  await migrateDatabase(postgres.ownerUrl, postgres.url);
  process.env.DATABASE_URL = postgres.url;
});
afterAll(async () => {
  await closeDatabase();
  await postgres.stop();
});

const origin = localOrigin("test");
const school = (slug: string) => ({
  name: "First School",
  slug,
  timeZone: "Europe/Madrid",
  locale: "es",
  admin: { name: "Ada", email: `${slug}@example.org`, passwordHash: "none" },
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code: string }) => error.code,
  );

test("a set-up link makes the first school once, and then no other", async () => {
  const older = (await createSetupSecret()) ?? "";
  const secret = (await createSetupSecret()) ?? "";
  const rows = await database().select().from(setupLinks);
  expect(JSON.stringify(rows)).not.toContain(secret);

  // Only the newest works, none that was guessed, and none that is over.
  expect(await setupState(older)).toBe("bad_link");
  expect(await setupState(null)).toBe("bad_link");
  expect(await setupState(secretHash(secret))).toBe("bad_link");
  expect(await setupState(secret)).toBe("open");
  expect(await codeOf(setUpWithLink(secretHash(older), school("older"), origin))).toBe("forbidden");
  await database().update(setupLinks).set({ expiresAt: sql`now() - interval '1 second'` });
  expect(await setupState(secret)).toBe("bad_link");
  expect(await codeOf(setUpWithLink(secretHash(secret), school("late"), origin))).toBe("forbidden");
  await database().update(setupLinks).set({ expiresAt: sql`now() + interval '1 hour'` });

  const answers = await Promise.all(
    ["a", "b", "c", "d"].map((slug) => codeOf(setUpWithLink(secretHash(secret), school(slug), origin))),
  );
  expect(answers.sort()).toEqual(["already_set_up", "already_set_up", "already_set_up", "ok"]);
  const made = await database().execute(sql`select count(*)::int as schools from schools`);
  expect(made[0]).toEqual({ schools: 1 });

  expect(await setupState(secret)).toBe("done");
  expect(await createSetupSecret()).toBeNull();
  expect(await codeOf(setUpWithLink(secretHash(secret), school("again"), origin))).toBe("already_set_up");
});

test("the first administrator is signed in and may do everything", async () => {
  const [row] = await database().execute<{ id: string }>(sql`select id from sessions`);
  const actor = await actorOfSession(row?.id ?? "", origin);
  expect(actor).toMatchObject({ role: "administrator", locale: "es", timeZone: "Europe/Madrid" });
  expect(actor?.can("settings:manage")).toBe(true);
  expect(actor?.platformAdmin).toBe(true);
});

test("a school's short name is taken once; a known person joins a new school with their own password", async () => {
  const made = await createSchool(school("second"), origin);
  expect(made.adminExisted).toBe(false);
  expect(await codeOf(createSchool(school("second"), origin))).toBe("already_set_up");
  const joined = await createSchool(
    { ...school("third"), admin: { name: "X", email: "SECOND@example.org", passwordHash: "other" } },
    origin,
  );
  expect([joined.adminExisted, joined.userId]).toEqual([true, made.userId]);
  const [row] = await database().execute<{ password_hash: string; platform_admin: boolean }>(
    sql`select password_hash, platform_admin from users where id = ${made.userId}`,
  );
  expect(row).toEqual({ password_hash: "none", platform_admin: false });
});
