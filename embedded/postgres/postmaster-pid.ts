import { readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** The lines of `postmaster.pid` that matter. PostgreSQL writes them one by one as it gets ready. */
export type PostmasterPid = { pid: number; port: number | null; ready: boolean };

/** Parses the text of a `postmaster.pid`; `null` where it does not begin with a process id. */
export function parsePostmasterPid(text: string): PostmasterPid | null {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const port = Number(lines[3]);
  return { pid, port: port > 0 ? port : null, ready: lines[7]?.trim() === "ready" };
}

/** Reads the pid file of a cluster; `null` where there is none. */
export function readPostmasterPid(clusterDir: string): PostmasterPid | null {
  try {
    return parsePostmasterPid(readFileSync(path.join(clusterDir, "postmaster.pid"), "utf8"));
  } catch {
    return null;
  }
}

/** Ended, but its parent has not asked for the result: where nobody ever asks, the id would stay for good. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2) === "Z";
  } catch {
    return false;
  }
}

/** Whether a process with this id runs, whoever owns it. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" && !isZombie(pid);
  }
}

/** Whether a process is a PostgreSQL server; where the system cannot tell, it is taken for one. */
function looksLikePostgres(pid: number): boolean {
  try {
    return /(^|\/)postgres/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0] ?? "");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT" || process.platform !== "linux";
  }
}

/** The pid file of a server that still runs on this cluster; `null` where none does. */
export function livePostmaster(clusterDir: string): PostmasterPid | null {
  const found = readPostmasterPid(clusterDir);
  if (found === null || !processExists(found.pid) || !looksLikePostgres(found.pid)) return null;
  return found;
}

/**
 * Removes a pid file whose process is gone or has become another program: PostgreSQL would refuse to start
 * for as long as any process of the same account carries that id.
 */
export function removeStalePid(clusterDir: string): void {
  if (livePostmaster(clusterDir) === null) rmSync(path.join(clusterDir, "postmaster.pid"), { force: true });
}
