import { existsSync } from "node:fs";
import path from "node:path";
import type { Settings } from "#lib/env.ts";
import { dataFolder, prepareDataFolder, requireSpace } from "#scripts/start/data-folder.ts";
import { StartFailure } from "#scripts/start/failure.ts";
import { readKept } from "#scripts/start/kept.ts";
import { loadDotenv } from "#scripts/start/load-dotenv.ts";
import { acquireLock } from "#scripts/start/lock.ts";
import { Parts } from "#scripts/start/parts.ts";
import { decide, type Plan } from "#scripts/start/plan.ts";
import { readRunning } from "#scripts/start/running.ts";
import { Supervisor } from "#scripts/start/supervisor.ts";

export type Wish = {
  /** Whether the app may run meanwhile. */
  mayRun: boolean;
  /** Whether a data folder that nothing was kept in yet will do. */
  mayBeNew: boolean;
  /** Whether the app is started with it; `where it is`: where a data folder has one, and no other is set. */
  embeddedStore: boolean | "where it is";
};

const SETTING = /^(DATABASE_|R2_|NEXTAUTH_|AUDIT_)/;

const own = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name, value]) => SETTING.test(name) && value));

/** Has PostgreSQL and the file store of a data folder run for as long as the work takes, without the app. */
async function withServices<T>(
  dataDir: string,
  plan: Plan,
  work: (settings: Settings) => Promise<T>,
): Promise<T> {
  prepareDataFolder(dataDir);
  requireSpace(dataDir);
  const lock = acquireLock(path.join(dataDir, "lock"));
  if (!("release" in lock))
    throw new StartFailure(
      `The data folder ${dataDir} is in use by another command (process ${lock.heldBy.pid}): wait until it has ended.`,
    );
  const parts = new Parts(dataDir, false);
  const supervisor = new Supervisor(() => {});
  try {
    await parts.registry.endLeftovers();
    const settings: Record<string, string> = {};
    if (plan.database === "embedded") {
      // Not there where everything is configured, as in the worker's image.
      const { postgresPart } = await import("#scripts/start/services/postgres.ts");
      await supervisor.add(
        postgresPart(dataDir, ({ url, ownerUrl }) =>
          Object.assign(settings, { DATABASE_URL: url, DATABASE_MIGRATION_URL: ownerUrl }),
        ),
      );
    }
    if (plan.store === "embedded") {
      const { EMBEDDED_BUCKET, EMBEDDED_PUBLIC_BUCKET, placeStore, storePart } = await import(
        "#scripts/start/services/store.ts"
      );
      const kept = readKept(dataDir);
      const place = await placeStore({ dataDir, host: "127.0.0.1", kept });
      await supervisor.add(storePart(parts, { dataDir, host: "127.0.0.1", kept }, place, process.env));
      Object.assign(settings, {
        R2_ENDPOINT_URL: place.endpoint,
        R2_ACCESS_KEY_ID: kept.storeAccessKey,
        R2_SECRET_ACCESS_KEY: kept.storeSecretKey,
        R2_BUCKET_NAME: EMBEDDED_BUCKET,
        R2_PUBLIC_BUCKET_NAME: EMBEDDED_PUBLIC_BUCKET,
        R2_PUBLIC_BASE_URL: place.publicUrl,
        R2_REGION: "auto",
        R2_FORCE_PATH_STYLE: "true",
      });
    }
    return await work(settings);
  } finally {
    for (const name of ["file store", "database"]) await supervisor.stop([name]);
    parts.registry.killAll();
    parts.registry.clear();
    lock.release();
  }
}

/** The secret that a data folder keeps where none is set; null where it keeps none. */
function keptSecret(dataDir: string): string | null {
  return existsSync(path.join(dataDir, "secrets.json")) ? readKept(dataDir).sessionSecret : null;
}

/**
 * Does `work` with the settings of the installation that this environment, `.env` or the data folder stand for: those of
 * the `npm start` that runs, or, where none does, with the services of the data folder started for as long.
 * @throws {Error} in words for the terminal.
 */
export async function withInstallation<T>(
  wish: Wish,
  work: (settings: Settings, dataDir: string) => Promise<T>,
): Promise<T> {
  loadDotenv(false);
  const dataDir = dataFolder(process.env);
  const running = readRunning(dataDir);
  if (running !== null) {
    if (!wish.mayRun)
      throw new StartFailure(
        `Athena Docs runs at ${running.address} on the data folder ${dataDir}: end it first (Ctrl-C there), so that nothing is changed meanwhile.`,
      );
    return work({ ...own(), ...running.env }, dataDir);
  }
  const isThere = existsSync(path.join(dataDir, "store")) && !process.env.R2_ENDPOINT_URL;
  const plan = decide(process.env, wish.embeddedStore === "where it is" ? isThere : wish.embeddedStore);
  if (!wish.mayBeNew && plan.database === "embedded" && !existsSync(path.join(dataDir, "postgres")))
    throw new StartFailure(
      `Nothing is in the data folder ${dataDir}, and DATABASE_URL is not set: set ATHENA_DATA_DIR or DATABASE_URL, as the app has it.`,
    );
  const configured = plan.database === "configured" && plan.store === "configured";
  const with_ = async (settings: Settings) => {
    const secret = process.env.NEXTAUTH_SECRET || keptSecret(dataDir);
    return work({ ...own(), ...settings, ...(secret ? { NEXTAUTH_SECRET: secret } : {}) }, dataDir);
  };
  return configured ? with_({}) : withServices(dataDir, plan, with_);
}
