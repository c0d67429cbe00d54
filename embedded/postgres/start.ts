import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isRoot } from "./account.ts";
import { APP_DATABASE, APP_ROLE, databaseUrl, OWNER_ROLE } from "./connection.ts";
import { PostgresError } from "./errors.ts";
import { freePort } from "./free-port.ts";
import { ensureCluster } from "./init-cluster.ts";
import { type Instance, newInstance, readInstance, writeInstance } from "./instance.ts";
import { launch } from "./launch.ts";
import { classifyLaunchFailure, lastFatalLine } from "./launch-failure.ts";
import { removeStalePid } from "./postmaster-pid.ts";
import { findRunning } from "./reuse.ts";
import { ensureDatabase } from "./roles.ts";
import { chooseRuntime, type Runtime } from "./runtime.ts";
import { stopServer, watchServer } from "./server.ts";
import { DURABLE_SETTINGS } from "./settings.ts";

const RETRY_FOR_MS = 15_000;
const STOP_GRACE_MS = 4_000;

export type PostgresOptions = {
  /** Absolute. Holds the cluster, its passwords and its port; nothing else may be in it. */
  dataDir: string;
  /** Absolute; PostgreSQL adds to it. Default `dataDir/postgres.log`. */
  logFile?: string;
  /** Demanded exactly where given; else the remembered one where it is free, else any free one. */
  port?: number;
  /** Over the durable defaults. */
  settings?: Readonly<Record<string, string>>;
};

export type RunningPostgres = {
  /** The app's database, as the app's role. Holds the password: never print it. */
  url: string;
  /** The same as the role that owns its tables, for migrations. As secret. */
  ownerUrl: string;
  port: number;
  pid: number;
  /** Whether it was running already, left by an earlier start. */
  reused: boolean;
  /** Calls back once when the server ends, also by our `stop`. @returns a way to stop looking. */
  onEnd: (callback: () => void) => () => void;
  /** Ends it in order and waits; drops everything after `graceMs` (default 4,000). */
  stop: (graceMs?: number) => Promise<void>;
};

function running(instance: Instance, port: number, pid: number, reused: boolean): RunningPostgres {
  return {
    url: databaseUrl(APP_ROLE, instance.appPassword, port, APP_DATABASE),
    ownerUrl: databaseUrl(OWNER_ROLE, instance.password, port, APP_DATABASE),
    port,
    pid,
    reused,
    onEnd: (callback) => watchServer(pid, callback),
    stop: (graceMs = STOP_GRACE_MS) => stopServer(pid, graceMs),
  };
}

function loadInstance(dataDir: string): Instance {
  const kept = readInstance(dataDir);
  if (kept !== null) {
    // Written again before the role of a password that was just made is.
    writeInstance(dataDir, kept);
    return kept;
  }
  if (existsSync(path.join(dataDir, "cluster", "PG_VERSION"))) {
    throw new PostgresError(
      `${path.join(dataDir, "instance.json")} is missing, and with it the database's password: put it back from a backup.`,
    );
  }
  // Kept before the cluster is made, so that a cluster never exists whose password nobody knows.
  const instance = newInstance();
  writeInstance(dataDir, instance);
  return instance;
}

async function launchUntilUp(
  runtime: Runtime,
  cluster: string,
  instance: Instance,
  options: PostgresOptions,
): Promise<{ pid: number; port: number }> {
  const deadline = Date.now() + RETRY_FOR_MS;
  const logFile = options.logFile ?? path.join(options.dataDir, "postgres.log");
  for (;;) {
    removeStalePid(cluster);
    const port = options.port ?? (await freePort(instance.port));
    const settings = { ...DURABLE_SETTINGS, ...options.settings, port: String(port) };
    const launched = await launch(runtime, cluster, settings, logFile);
    if ("pid" in launched) return { pid: launched.pid, port };
    const failure = classifyLaunchFailure(launched.output);
    if (failure === "disk") {
      throw new PostgresError(`There is no space left on the disk of ${options.dataDir}.`, launched.output);
    }
    if (failure === "other" || Date.now() >= deadline) {
      throw new PostgresError(`PostgreSQL did not start: ${lastFatalLine(launched.output)}`, launched.output);
    }
    await delay(200);
  }
}

/**
 * Starts PostgreSQL on a data folder, making what is missing, or takes over the one that still runs on it.
 * It listens on 127.0.0.1 only, and goes on when this process is killed.
 * @throws {PostgresError} with one line for a person.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataDir } = options;
  // Root hands over to another account, which must be able to pass; what is inside is closed by itself.
  mkdirSync(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const instance = loadInstance(dataDir);
  const left = await findRunning(instance, path.join(dataDir, "cluster"));
  if (left !== null) {
    await ensureDatabase(instance, left.port);
    return running(instance, left.port, left.pid, true);
  }
  const runtime = await chooseRuntime(dataDir);
  const durable = options.settings?.fsync !== "off";
  const cluster = await ensureCluster(runtime, dataDir, instance.adminPassword, durable);
  const { pid, port } = await launchUntilUp(runtime, cluster, instance, options);
  if (port !== instance.port) writeInstance(dataDir, { ...instance, port });
  await ensureDatabase(instance, port);
  return running(instance, port, pid, false);
}
