import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { runAs } from "./account.ts";
import { ADMIN_ROLE } from "./connection.ts";
import { PostgresError } from "./errors.ts";
import { giveTo } from "./owner.ts";
import type { Runtime } from "./runtime.ts";

const PARTIAL = "cluster-partial-";
const INITDB_TIMEOUT_MS = 120_000;

function removePartial(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(PARTIAL)) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
}

async function runInitdb(
  runtime: Runtime,
  folder: string,
  adminPassword: string,
  durable: boolean,
): Promise<void> {
  const passwordFile = path.join(folder, "password");
  const cluster = path.join(folder, "cluster");
  writeFileSync(passwordFile, `${adminPassword}\n`, { mode: 0o600 });
  giveTo(runtime.account, folder);
  const result = await runAs(
    runtime.account,
    path.join(runtime.bin, "initdb"),
    [
      `--pgdata=${cluster}`,
      `--username=${ADMIN_ROLE}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--locale=C.UTF-8",
      "--data-checksums",
      "--no-instructions",
      ...(durable ? [] : ["--no-sync"]),
    ],
    INITDB_TIMEOUT_MS,
  );
  if (result.status === 0) return;
  const output = `${result.stdout}\n${result.stderr}`.trim();
  if (output.includes("No space left on device")) {
    throw new PostgresError(`There is no space left on the disk of ${path.dirname(folder)}.`, output);
  }
  const line = output.split("\n").findLast((text) => /error|fatal/i.test(text)) ?? "initdb failed";
  throw new PostgresError(`The database could not be made: ${line.trim()}`, output);
}

/**
 * Makes the cluster `dataDir/cluster` where there is none. It is made beside its place and moved there when
 * whole, so that an interrupted start leaves nothing that looks like a database.
 * @throws {PostgresError} also where the cluster there was made by another major version.
 */
export async function ensureCluster(
  runtime: Runtime,
  dataDir: string,
  adminPassword: string,
  durable: boolean,
): Promise<string> {
  const cluster = path.join(dataDir, "cluster");
  const versionFile = path.join(cluster, "PG_VERSION");
  if (existsSync(versionFile)) {
    const major = Number.parseInt(readFileSync(versionFile, "utf8"), 10);
    if (major !== runtime.major) {
      throw new PostgresError(
        `The database in ${cluster} was made by PostgreSQL ${major}, and this version of Athena Docs brings ${runtime.major}: start the version that made it, or use another ATHENA_DATA_DIR.`,
      );
    }
    giveTo(runtime.account, cluster);
    return cluster;
  }
  removePartial(dataDir);
  const folder = mkdtempSync(path.join(dataDir, PARTIAL));
  try {
    await runInitdb(runtime, folder, adminPassword, durable);
    renameSync(path.join(folder, "cluster"), cluster);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return cluster;
}
