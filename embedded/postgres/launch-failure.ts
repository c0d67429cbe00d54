/** What to do about a server that would not start. */
export type LaunchFailure = "port" | "wait" | "disk" | "other";

/** Reads what PostgreSQL wrote (in English, for we set its language) before it gave up. */
export function classifyLaunchFailure(output: string): LaunchFailure {
  if (/No space left on device/.test(output)) return "disk";
  if (/could not bind|could not create any TCP\/IP sockets/.test(output)) return "port";
  // The children of a killed server hold its memory, and its pid file, for a moment longer.
  if (/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(output))
    return "wait";
  return "other";
}

/** The line that says best why, without the time stamp before it. */
export function lastFatalLine(output: string): string {
  const line = output.split("\n").findLast((text) => /FATAL|PANIC|error/i.test(text));
  return (line ?? output.trim().split("\n").at(-1) ?? "").replace(/^.*?(FATAL|PANIC):\s*/, "").trim();
}
