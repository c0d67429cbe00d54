import { setTimeout as delay } from "node:timers/promises";
import { PostgresError } from "./errors.ts";
import { processExists } from "./postmaster-pid.ts";

const POLL_MS = 25;
const WATCH_MS = 500;

async function goneWithin(pid: number, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (processExists(pid)) {
    if (Date.now() >= deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/**
 * Ends a server: connections are closed and everything is written (PostgreSQL's "fast" shutdown). Where that
 * takes longer than `graceMs`, it is told to drop everything, and recovers at its next start.
 */
export async function stopServer(pid: number, graceMs: number): Promise<void> {
  signal(pid, "SIGINT");
  if (await goneWithin(pid, graceMs)) return;
  signal(pid, "SIGQUIT");
  if (await goneWithin(pid, 1_000)) return;
  signal(pid, "SIGKILL");
  if (!(await goneWithin(pid, 500))) throw new PostgresError(`PostgreSQL (process ${pid}) does not end.`);
}

/** Calls `onGone` once when the process has ended. It need not be a child of ours. @returns a way to stop looking. */
export function watchServer(pid: number, onGone: () => void): () => void {
  const timer = setInterval(() => {
    if (processExists(pid)) return;
    clearInterval(timer);
    onGone();
  }, WATCH_MS);
  timer.unref();
  return () => clearInterval(timer);
}
