import { existsSync, readFileSync } from "node:fs";

/** A process, told apart from a later one with the same id by when it was started (null where unknown). */
export type ProcessIdentity = { pid: number; startTime: string | null };

/** State and start time of a process from /proc; `undefined` where the system has no /proc. */
function procStat(pid: number): { state: string; startTime: string } | null | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in brackets and may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startTime: fields[19] ?? "" };
  } catch {
    return existsSync("/proc/self/stat") ? null : undefined;
  }
}

function isSame(stat: { startTime: string }, startTime: string | null): boolean {
  return startTime === null || stat.startTime === startTime;
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Who a running process is. */
export function identify(pid: number): ProcessIdentity {
  return { pid, startTime: procStat(pid)?.startTime ?? null };
}

/** Whether that very process still runs. A process that has ended and waits to be collected does not. */
export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  const stat = procStat(pid);
  if (stat === undefined) return takesSignals(pid);
  return stat !== null && stat.state !== "Z" && isSame(stat, startTime);
}

/** Whether nothing is left of a process, so that other programs, too, see that it has ended. */
export function isCollected({ pid, startTime }: ProcessIdentity): boolean {
  const stat = procStat(pid);
  if (stat === undefined) return !takesSignals(pid);
  return stat === null || !isSame(stat, startTime);
}
