import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";
import { cephInstalled, startCeph } from "#scripts/peer-stores/ceph.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The settings with which the product uses the peer store; null where it is not installed. */
    peerSettings: Record<string, string> | null;
  }
}

/**
 * Starts a real PostgreSQL and a Ceph RADOS Gateway in temporary folders for the peer tests, and ends them. Where Ceph
 * is not installed it says so, and the tests count as skipped.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!cephInstalled()) {
    process.stdout.write(
      "\nTests on Ceph RADOS Gateway SKIPPED: it is not installed.\n" +
        "On Debian: apt-get install --no-install-recommends radosgw ceph-mon ceph-osd ceph-common\n\n",
    );
    project.provide("peerSettings", null);
    return undefined;
  }
  const [postgres, ceph] = await Promise.all([startTestPostgres(), startCeph()]);
  await migrateDatabase(postgres.ownerUrl, postgres.url);
  project.provide("peerSettings", {
    DATABASE_URL: postgres.url,
    DATABASE_MIGRATION_URL: postgres.ownerUrl,
    R2_ENDPOINT_URL: ceph.endpoint,
    R2_ACCESS_KEY_ID: ceph.accessKeyId,
    R2_SECRET_ACCESS_KEY: ceph.secretAccessKey,
    R2_BUCKET_NAME: ceph.bucket,
    R2_FORCE_PATH_STYLE: "true",
    NEXTAUTH_SECRET: "a secret of the tests that is long enough",
    LOG_LEVEL: "silent",
  });
  return async () => {
    await Promise.all([postgres.stop(), ceph.stop()]);
  };
}
