import { realpathSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { asAdministrator } from "./connection.ts";
import type { Instance } from "./instance.ts";
import { livePostmaster } from "./postmaster-pid.ts";

const WAIT_MS = 60_000;

async function servesCluster(instance: Instance, port: number, cluster: string): Promise<boolean> {
  return asAdministrator(instance, port, async (sql) => {
    const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
    return row !== undefined && realpathSync(row.data_directory) === realpathSync(cluster);
  });
}

/**
 * Finds the server that an earlier start left running on this cluster, and makes sure by its password and its
 * data folder that it is that one. Waits for one that is just starting or ending.
 * @returns `null` where there is none.
 */
export async function findRunning(
  instance: Instance,
  cluster: string,
): Promise<{ pid: number; port: number } | null> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const live = livePostmaster(cluster);
    if (live === null) return null;
    if (live.port !== null) {
      try {
        if (await servesCluster(instance, live.port, cluster)) return { pid: live.pid, port: live.port };
        return null;
      } catch {
        // Starting, ending, or not ours: the pid file tells which soon enough.
      }
    }
    if (Date.now() >= deadline) return null;
    await delay(100);
  }
}
