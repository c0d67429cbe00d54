import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { identify, isAlive, type ProcessIdentity } from "./process-identity.ts";

type Content = ProcessIdentity & { token: string };

/** Either ours to release, or held by another process that runs. */
export type LockResult = { release: () => void } | { heldBy: ProcessIdentity };

function read(file: string): Content | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    // Files come whole by link; one that cannot be parsed was harmed and belongs to nobody who runs.
    if (error instanceof SyntaxError) return { pid: 0, startTime: "", token: "" };
    throw error;
  }
}

function createExclusively(file: string, content: Content): boolean {
  try {
    writeFileSync(file, JSON.stringify(content), { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Makes the file with its content in one step; false where it is there already. */
function create(file: string, content: Content): boolean {
  const whole = `${file}.${content.token}`;
  writeFileSync(whole, JSON.stringify(content), { mode: 0o600 });
  try {
    linkSync(whole, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // A few network folders have no hard links.
    return createExclusively(file, content);
  } finally {
    rmSync(whole, { force: true });
  }
}

/** Removes the lock of a dead process. Only who holds `file.break` may, so that nobody removes a new lock. */
function breakStale(file: string, stale: Content, own: Content): void {
  const right = `${file}.break`;
  if (!create(right, { ...own, token: randomUUID() })) {
    const holder = read(right);
    if (holder !== null && !isAlive(holder)) rmSync(right, { force: true });
    return;
  }
  if (read(file)?.token === stale.token) rmSync(file, { force: true });
  rmSync(right, { force: true });
}

/** Takes a lock file for this process. The lock of a process that has ended, however it did, is taken over. */
export function acquireLock(file: string): LockResult {
  const own: Content = { ...identify(process.pid), token: randomUUID() };
  for (;;) {
    if (create(file, own)) {
      return {
        release: () => {
          if (read(file)?.token === own.token) rmSync(file, { force: true });
        },
      };
    }
    const holder = read(file);
    if (holder === null) continue;
    if (isAlive(holder)) return { heldBy: { pid: holder.pid, startTime: holder.startTime } };
    breakStale(file, holder, own);
  }
}
