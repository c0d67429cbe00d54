// Tests begin with the tables that every start makes.

import { sql } from "drizzle-orm";
import { vi } from "vitest";
import { closeDatabase, database } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestStore } from "#embedded/object-store/testing.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";
import { config } from "#lib/config.ts";

/**
 * A database and a store of a test file's own, for what looks at the whole installation: the rows of other files'
 * tests have no bytes. Before anything else asks for settings.
 * @returns what ends both.
 */
export async function ownInstallation(): Promise<() => Promise<void>> {
  const publicBucket = "reconcile-public";
  const [postgres, store] = await Promise.all([startTestPostgres(), startTestStore({ publicBucket })]);
  await migrateDatabase(postgres.ownerUrl, postgres.url);
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    DATABASE_MIGRATION_URL: postgres.ownerUrl,
    R2_ENDPOINT_URL: store.endpoint,
    R2_ACCESS_KEY_ID: store.accessKeyId,
    R2_SECRET_ACCESS_KEY: store.secretAccessKey,
    R2_BUCKET_NAME: store.bucket,
    R2_PUBLIC_BUCKET_NAME: publicBucket,
    R2_PUBLIC_BASE_URL: store.publicUrl ?? "",
  });
  if (config().DATABASE_URL !== postgres.url) throw new Error("Settings were read before.");
  return async () => {
    await untilAlone();
    await Promise.all([postgres.stop(), store.stop()]);
  };
}

/** Waits until nobody else is connected, as those who run jobs are for a moment longer: the server's end fails them. */
export async function untilAlone(): Promise<void> {
  await closeDatabase();
  await vi.waitFor(
    async () => {
      const [row] = await database().execute<{ others: number }>(sql`
        select count(*)::int as others from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
      if (row?.others !== 0) throw new Error("Somebody is still connected.");
    },
    { timeout: 90_000, interval: 50 },
  );
  await closeDatabase();
}

/** Sets settings for a while, as the environment would. */
export async function withSettings<T>(
  some: Partial<ReturnType<typeof config>>,
  work: () => Promise<T>,
): Promise<T> {
  const settings = config();
  const before = { ...settings };
  Object.assign(settings, some);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(some)) delete settings[name as keyof typeof some];
    Object.assign(settings, before);
  }
}
