import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestStore } from "#embedded/object-store/testing.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";
import type { Actor } from "#lib/auth/actor.ts";

const AT_ONCE = 50_000;
const PEOPLE = 200;
const FILES = 50_000;

/** What the events are about: ids that the filters are then asked for. */
export type AuditGround = { administrator: Actor; chain: string; people: string[]; end: () => Promise<void> };

async function foundSchool(): Promise<Actor> {
  const { createSchool } = await import("#lib/auth/schools.mutations.ts");
  const { openSession } = await import("#lib/testing/school.ts");
  const { actorOfSession } = await import("#lib/auth/identify.ts");
  const { localOrigin } = await import("#lib/http/origin.ts");
  const origin = localOrigin("prove:audit");
  const admin = { name: "Ada", email: "ada@example.org", passwordHash: "none" };
  const school = { name: "S", slug: "s", timeZone: "Europe/Madrid", locale: "en", admin };
  const { schoolId, userId } = await createSchool(school, origin);
  const session = await openSession({ userId, passwordHash: "none" }, schoolId, origin);
  const actor = await actorOfSession(session, origin);
  if (actor === null) throw new Error("The administrator could not be signed in.");
  return actor;
}

/**
 * So many events of one school, over a year: most of them views and downloads, the rest of every sort, by two hundred
 * people on fifty thousand files. Every statement is a transaction of its own.
 */
async function fill(schoolId: string, events: number): Promise<void> {
  for (let made = 0; made < events; made += AT_ONCE) {
    await database().execute(sql`
      insert into audit_events (id, at, school_id, user_id, action, outcome, target_type, target_id, ip, user_agent,
        request_id, details)
      select gen_random_uuid(), now() - interval '365 days' * (1 - n / ${events}::float8), ${schoolId},
        ('00000000-0000-7000-8000-' || lpad(to_hex((random() * random() * ${PEOPLE})::int), 12, '0'))::uuid,
        (array['document.viewed', 'document.viewed', 'document.viewed', 'document.downloaded', 'document.prepared',
          'document.created', 'upload.requested', 'document.renamed', 'session.signed_in', 'student.changed'])
          [1 + (random() * 9.49)::int % 10],
        case when random() < 0.002 then 'denied' else 'ok' end, 'document',
        ('00000000-0000-7000-9000-' || lpad(to_hex((random() * ${FILES})::int), 12, '0'))::uuid,
        '10.0.' || (n % 250) || '.7', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', gen_random_uuid()::text,
        jsonb_build_object('filename', 'Enrolment form ' || n || '.pdf', 'signed_seconds', 600)
      from generate_series(${made + 1}::int, ${Math.min(made + AT_ONCE, events)}::int) n`);
  }
  // One that is rare, for what looks for it must not read all the others.
  await database().execute(sql`
    insert into audit_events (id, at, school_id, action, outcome)
    select gen_random_uuid(), now() - interval '364 days', ${schoolId}, 'school.logo_removed', 'ok' from generate_series(1, 3)`);
}

/** A database and a store of their own with so many events. */
export async function audited(events: number): Promise<AuditGround> {
  const [postgres, store] = await Promise.all([startTestPostgres(), startTestStore()]);
  await migrateDatabase(postgres.ownerUrl, postgres.url);
  Object.assign(process.env, {
    DATABASE_URL: postgres.ownerUrl,
    R2_ENDPOINT_URL: store.endpoint,
    R2_ACCESS_KEY_ID: store.accessKeyId,
    R2_SECRET_ACCESS_KEY: store.secretAccessKey,
    R2_BUCKET_NAME: store.bucket,
    NEXTAUTH_SECRET: "a secret that is only used to measure",
    LOG_LEVEL: "silent",
  });
  const administrator = await foundSchool();
  await fill(administrator.schoolId, events);
  await database().execute(sql`vacuum analyze audit_events`);
  return {
    administrator,
    chain: administrator.schoolId,
    people: Array.from(
      { length: 40 },
      (_, at) => `00000000-0000-7000-8000-${at.toString(16).padStart(12, "0")}`,
    ),
    end: async () => {
      const { closeDatabase } = await import("#db/client.ts");
      await closeDatabase();
      await Promise.all([postgres.stop(), store.stop()]);
    },
  };
}
