import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { closeDatabase } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

/** Prints a line. */
export const say = (line = "") => process.stdout.write(`${line}\n`);

/** Has work done for a benchmark on a PostgreSQL of its own, with as many documents and schools as were asked for. */
export async function onOwnDatabase(
  help: string,
  measure: (documents: number, schools: number) => Promise<void>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      documents: { type: "string", default: "1000000" },
      schools: { type: "string", default: "20" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return void say(help);
  const postgres = await startTestPostgres();
  try {
    await migrateDatabase(postgres.ownerUrl);
    Object.assign(process.env, {
      DATABASE_URL: postgres.ownerUrl,
      NEXTAUTH_SECRET: "a secret of the benchmark that is long enough",
      LOG_LEVEL: "silent",
    });
    await measure(Number(values.documents), Number(values.schools));
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
