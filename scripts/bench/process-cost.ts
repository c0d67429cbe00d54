import { readdirSync, readFileSync } from "node:fs";

/** The memory that a process holds now, in bytes. Linux alone tells. */
export function heldBy(pid: number): number {
  const held = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(held) * 1024;
}

/** What a process has used: CPU of all its threads, in ms, and the memory it holds now, in bytes. */
function usedBy(pid: number): { cpuMs: number; memory: number } {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      // The kernel counts to the nanosecond here, in /proc/PID/stat to 10 ms.
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      // A thread that has just ended.
    }
  }
  return { cpuMs: nanoseconds / 1e6, memory: heldBy(pid) };
}

/** What some work has cost a process. */
export type Cost = {
  seconds: number;
  cpuMs: number;
  /** Bytes that it held at most during the work, beyond those before. */
  memory: number;
};

const LOOK_MS = 100;

/** Does `work` and answers what it took of the process `pid`. Linux alone tells. */
export async function costOf(pid: number, work: () => Promise<void>): Promise<Cost> {
  const before = usedBy(pid);
  let most = before.memory;
  const timer = setInterval(() => {
    most = Math.max(most, usedBy(pid).memory);
  }, LOOK_MS);
  const started = performance.now();
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const seconds = (performance.now() - started) / 1000;
  const after = usedBy(pid);
  const memory = Math.max(most, after.memory) - before.memory;
  return { seconds, cpuMs: after.cpuMs - before.cpuMs, memory };
}
