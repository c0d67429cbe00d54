import { randomUUID } from "node:crypto";
import { closeDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

/** Writes reach the disk as a school's do; only the log of what is loaded before may grow further. */
const SETTINGS = { max_wal_size: "8GB" };

/**
 * Has work done on a PostgreSQL of its own, as the embedded one is set, which is gone afterwards.
 * @param work hears the address of the owner of the tables, which the product's own functions use here too.
 */
export async function onOwnDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const postgres = await startTestPostgres(SETTINGS);
  try {
    await migrateDatabase(postgres.ownerUrl);
    await postgres.allowBulkLoads();
    Object.assign(process.env, {
      DATABASE_URL: postgres.ownerUrl,
      NEXTAUTH_SECRET: "a secret of the benchmark that is long enough",
      LOG_LEVEL: "silent",
    });
    return await work(postgres.ownerUrl);
  } finally {
    await closeDatabase();
    await postgres.stop();
  }
}

/** Founds a school with one administrator, who signs in with no password. */
export async function foundSchool(origin: RequestOrigin, at: number) {
  const { createSchool } = await import("#lib/auth/schools.mutations.ts");
  const slug = `bench-${at}-${randomUUID().slice(0, 8)}`;
  const admin = { name: "Ada", email: `${slug}@example.org`, passwordHash: "none" };
  const made = await createSchool({ name: slug, slug, timeZone: "UTC", locale: "en", admin }, origin);
  return { ...made, email: admin.email };
}

/** The administrator of a school, signed in. */
export async function signInTo(school: { schoolId: string; userId: string }, origin: RequestOrigin) {
  const { actorOfSession } = await import("#lib/auth/identify.ts");
  const { openSession } = await import("#lib/testing/school.ts");
  const person = { userId: school.userId, passwordHash: "none" };
  const actor = await actorOfSession(await openSession(person, school.schoolId, origin), origin);
  if (actor === null) throw new Error("Nobody is signed in.");
  return actor;
}
