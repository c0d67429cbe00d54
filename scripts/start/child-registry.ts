import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { identify, isAlive, isCollected, type ProcessIdentity } from "./process-identity.ts";

/** What children need at most to notice by themselves that their start was killed. */
const NOTICE_MS = 2_500;

/** Ends a process with all it started; they share a process group. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The processes a start has made, written down so that the next start can wait for those a killed one left. */
export class ChildRegistry {
  readonly #file: string;
  readonly #children = new Map<number, ProcessIdentity>();

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, "children.json");
  }

  /** Waits until what a killed start left has ended, and ends it where it does not. */
  async endLeftovers(): Promise<void> {
    let left: ProcessIdentity[] = [];
    try {
      left = JSON.parse(readFileSync(this.#file, "utf8")) as ProcessIdentity[];
    } catch {
      // None were written down.
    }
    const deadline = Date.now() + NOTICE_MS;
    const allGone = () => left.every(isCollected);
    while (!allGone() && Date.now() < deadline) await delay(50);
    for (const child of left.filter(isAlive)) killGroup(child.pid);
    while (!allGone() && Date.now() < deadline + 500) await delay(20);
  }

  add(pid: number): void {
    this.#children.set(pid, identify(pid));
    this.#write();
  }

  remove(pid: number): void {
    this.#children.delete(pid);
    this.#write();
  }

  /** Ends at once whatever still runs. */
  killAll(): void {
    for (const pid of this.#children.keys()) killGroup(pid);
  }

  /** Forgets them all, once they have ended. */
  clear(): void {
    rmSync(this.#file, { force: true });
  }

  #write(): void {
    try {
      writeFileSync(this.#file, JSON.stringify([...this.#children.values()]), { mode: 0o600 });
    } catch {
      // On a full disk the next start waits for nobody; children end by themselves all the same.
    }
  }
}
