import { randomUUID } from "node:crypto";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestStore } from "#embedded/object-store/testing.ts";
import { startTestPostgres } from "#embedded/postgres/testing.ts";
import { cephInstalled, startCeph } from "#scripts/peer-stores/ceph.ts";
import { LOCAL_R2_INSTALL, localR2Installed, startLocalR2 } from "#scripts/peer-stores/local-r2.ts";
import type { PeerStore } from "#scripts/peer-stores/peer-store.ts";

/** The stores that the contract tests can start, and `settings`: the one that the environment's R2_* name. */
export const STORES = ["embedded", "local-r2", "ceph", "settings"] as const;
export type StoreName = (typeof STORES)[number];

/** What the contract tests are told of the store that they meet. */
export type StoreUnderTest = {
  name: StoreName;
  /** The settings with which the product uses it. */
  settings: Record<string, string>;
  /** Names this run: all objects are under it. */
  run: string;
};

declare module "vitest" {
  interface ProvidedContext {
    /** Null where it is not installed. */
    storeUnderTest: StoreUnderTest | null;
  }
}

type Settings = Record<string, string>;
type Started = { settings: Settings; stop: () => Promise<unknown> };

const settingsOf = (store: Omit<PeerStore, "stop">): Settings => ({
  R2_ENDPOINT_URL: store.endpoint,
  R2_ACCESS_KEY_ID: store.accessKeyId,
  R2_SECRET_ACCESS_KEY: store.secretAccessKey,
  R2_BUCKET_NAME: store.bucket,
  R2_FORCE_PATH_STYLE: "true",
});

async function started(starting: Promise<Omit<PeerStore, "stop"> & { stop: () => Promise<unknown> }>) {
  const store = await starting;
  return { settings: settingsOf(store), stop: () => store.stop() };
}

const INSTALL: Record<StoreName, string> = {
  embedded: "",
  "local-r2": LOCAL_R2_INSTALL,
  ceph: "apt-get install --no-install-recommends radosgw ceph-mon ceph-osd ceph-common",
  settings: "npm run test:storage, with R2_ENDPOINT_URL and the others set",
};

/** The settings as `npm run test:storage` hands them over: under their own names they are emptied for every test run. */
const given = () => JSON.parse(process.env.ATHENA_TEST_STORE || "null") as Settings | null;

function isThere(name: StoreName): boolean {
  switch (name) {
    case "embedded":
      return true;
    case "local-r2":
      return localR2Installed();
    case "ceph":
      return cephInstalled();
    case "settings":
      return given() !== null;
  }
}

async function start(name: StoreName): Promise<Started> {
  switch (name) {
    case "embedded":
      return started(startTestStore());
    case "local-r2":
      return started(startLocalR2());
    case "ceph":
      return started(startCeph());
    case "settings":
      return { settings: given() ?? {}, stop: async () => undefined };
  }
}

/** Starts the store that a project is named after, and a PostgreSQL that remembers what its probe found; ends both. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const name = project.name.replace("storage-", "") as StoreName;
  if (!isThere(name)) {
    process.stdout.write(
      `\nStorage tests on ${name} SKIPPED: it is not here. Get it with\n${INSTALL[name]}\n\n`,
    );
    project.provide("storeUnderTest", null);
    return undefined;
  }
  const [postgres, store] = await Promise.all([startTestPostgres(), start(name)]);
  await migrateDatabase(postgres.ownerUrl, postgres.url);
  const settings = {
    R2_REGION: "auto",
    R2_FORCE_PATH_STYLE: "true",
    R2_UPLOAD_METHOD: "auto",
    ...store.settings,
    DATABASE_URL: postgres.url,
    DATABASE_MIGRATION_URL: postgres.ownerUrl,
    NEXTAUTH_SECRET: "a secret of the tests that is long enough",
    LOG_LEVEL: "silent",
  };
  project.provide("storeUnderTest", { name, settings, run: randomUUID() });
  return async () => {
    await Promise.all([postgres.stop(), store.stop()]);
  };
}
