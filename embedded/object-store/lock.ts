import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomName } from "#embedded/object-store/disk.ts";
import { errorCode } from "#embedded/object-store/errors.ts";

interface Owner {
  readonly pid: number;
  /** Tells a process from a later one of the same number; empty where the system does not say. */
  readonly started: string;
}

/** Boot id and start tick of a process (Linux, proc(5)); empty for one that has ended and waits to be collected. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name may hold spaces and brackets; fields are counted behind its last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return "";
    const tick = fields[19] ?? "";
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${tick}`;
  } catch {
    return "";
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== "EPERM") return false;
  }
  return started === startOf(pid);
}

function readOwner(path: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof owner !== "object" || owner === null || !("pid" in owner) || !("started" in owner))
      return undefined;
    return typeof owner.pid === "number" && typeof owner.started === "string"
      ? { pid: owner.pid, started: owner.started }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Creates `path` with its whole content at once, so that nobody reads half an owner. False when it exists. */
function claim(path: string): boolean {
  const own = `${path}.${randomName()}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }), { mode: 0o600 });
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Another process uses the data folder. */
export class FolderInUse extends Error {
  readonly pid: number | undefined;
  constructor(dir: string, pid: number | undefined) {
    super(`the data folder ${dir} is in use${pid === undefined ? "" : ` by process ${pid}`}`);
    this.pid = pid;
  }
}

const TAKEOVER_MS = 10_000;

/**
 * Makes this process the only user of a data folder and returns what gives it up. The lock of a process that has
 * ended is taken over; two that try so at once are kept apart by a second lock. Throws FolderInUse.
 */
export function lockFolder(dir: string): () => void {
  const path = join(dir, "lock");
  const takeover = join(dir, "lock.takeover");
  if (!claim(path)) {
    const owner = readOwner(path);
    if (owner && isAlive(owner)) throw new FolderInUse(dir, owner.pid);
    try {
      if (Date.now() - statSync(takeover).mtimeMs > TAKEOVER_MS) rmSync(takeover, { force: true });
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
    if (!claim(takeover)) throw new FolderInUse(dir, undefined);
    try {
      const again = readOwner(path);
      if (again && isAlive(again)) throw new FolderInUse(dir, again.pid);
      rmSync(path, { force: true });
      if (!claim(path)) throw new FolderInUse(dir, readOwner(path)?.pid);
    } finally {
      rmSync(takeover, { force: true });
    }
  }
  return () => {
    if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}
