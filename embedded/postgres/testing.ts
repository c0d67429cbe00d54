import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { asAdministrator, databaseUrl, OWNER_ROLE } from "./connection.ts";
import { readInstance } from "./instance.ts";
import { livePostmaster, processExists } from "./postmaster-pid.ts";
import { stopServer } from "./server.ts";
import { THROW_AWAY_SETTINGS } from "./settings.ts";
import { startPostgres } from "./start.ts";

const PREFIX = "athena-test-postgres-";

/** A server for tests: empty, fast, and gone with `stop`. */
export type TestPostgres = {
  /** The address of an empty database, as the app's role. */
  url: string;
  /** The same as the role that owns its tables. */
  ownerUrl: string;
  port: number;
  pid: number;
  /** Makes one more database and returns its address as its owner; a copy of `template` (a database's name) where given. */
  createDatabase: (template?: string) => Promise<string>;
  /** Lets the owner load rows without triggers and foreign keys: for millions of them, which are known to be right. */
  allowBulkLoads: () => Promise<void>;
  /** Ends the server and removes its folder. */
  stop: () => Promise<void>;
};

/** Removes what tests left that were killed: their servers would go on for ever. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = path.join(tmpdir(), name);
    try {
      if (processExists(Number(readFileSync(path.join(folder, "owner-pid"), "utf8")))) continue;
      const live = livePostmaster(path.join(folder, "data", "cluster"));
      if (live !== null) await stopServer(live.pid, 0);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Of another account, or just being made or removed by another run.
    }
  }
}

/**
 * Starts a server on a folder of its own under the system's temporary one; never touches `.data`.
 * @param settings fast and not durable when not given.
 */
export async function startTestPostgres(
  settings: Readonly<Record<string, string>> = THROW_AWAY_SETTINGS,
): Promise<TestPostgres> {
  await removeAbandoned();
  const folder = mkdtempSync(path.join(tmpdir(), PREFIX));
  writeFileSync(path.join(folder, "owner-pid"), String(process.pid));
  chmodSync(folder, 0o711);
  const dataDir = path.join(folder, "data");
  const server = await startPostgres({ dataDir, settings });
  const instance = readInstance(dataDir);
  if (instance === null) throw new Error("The test server kept no passwords.");
  return {
    url: server.url,
    ownerUrl: server.ownerUrl,
    port: server.port,
    pid: server.pid,
    createDatabase: async (template = "template1") => {
      const name = `test_${randomBytes(6).toString("hex")}`;
      await asAdministrator(instance, server.port, (sql) =>
        sql.unsafe(`create database ${name} owner ${OWNER_ROLE} template "${template}"`),
      );
      return databaseUrl(OWNER_ROLE, instance.password, server.port, name);
    },
    allowBulkLoads: async () => {
      await asAdministrator(instance, server.port, (sql) =>
        sql.unsafe(`grant set on parameter session_replication_role to ${OWNER_ROLE}`),
      );
    },
    stop: async () => {
      await server.stop(0);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
