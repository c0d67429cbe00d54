import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestStore } from "#embedded/object-store/testing.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";

const PUBLIC_BUCKET = "athena-test-public";

/**
 * Starts a real PostgreSQL and a real object store in temporary folders for the integration tests, and ends them. Each
 * test file works in one database; it makes a school of its own, so that files do not see each other.
 */
export default async function setup(_project: TestProject): Promise<() => Promise<void>> {
  const [postgres, store] = await Promise.all([
    startTestPostgres(),
    startTestStore({ publicBucket: PUBLIC_BUCKET }),
  ]);
  await migrateDatabase(postgres.ownerUrl, postgres.url);
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    DATABASE_MIGRATION_URL: postgres.ownerUrl,
    R2_ENDPOINT_URL: store.endpoint,
    R2_ACCESS_KEY_ID: store.accessKeyId,
    R2_SECRET_ACCESS_KEY: store.secretAccessKey,
    R2_BUCKET_NAME: store.bucket,
    R2_PUBLIC_BUCKET_NAME: PUBLIC_BUCKET,
    R2_PUBLIC_BASE_URL: store.publicUrl ?? "",
    R2_FORCE_PATH_STYLE: "true",
    NEXTAUTH_SECRET: "a secret of the tests that is long enough",
    LOG_LEVEL: "silent",
  });
  return async () => {
    await Promise.all([postgres.stop(), store.stop()]);
  };
}
