import { spawn } from "node:child_process";
import { closeSync, existsSync, fstatSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CLEAN_ENVIRONMENT } from "./account.ts";
import { readPostmasterPid } from "./postmaster-pid.ts";
import type { Runtime } from "./runtime.ts";
import { settingArguments } from "./settings.ts";

/** A replay of the log after a crash can take a while; PostgreSQL is alive and says "starting" until then. */
const READY_TIMEOUT_MS = 120_000;

/** What came of one attempt: the process id, or what PostgreSQL wrote before it gave up. */
export type Launched = { pid: number } | { output: string };

/**
 * Starts a server once and waits until it takes connections. It has a session of its own, so that a Ctrl-C in
 * the terminal does not end it before the app, and writes to `logFile` itself, so that it outlives us whole.
 */
export async function launch(
  runtime: Runtime,
  cluster: string,
  settings: Readonly<Record<string, string>>,
  logFile: string,
): Promise<Launched> {
  const log = openSync(logFile, "a", 0o600);
  const logStart = fstatSync(log).size;
  const { command, args } = runtime.account.wrap(path.join(runtime.bin, "postgres"), [
    "-D",
    cluster,
    ...settingArguments(settings),
  ]);
  const child = spawn(command, args, {
    ...runtime.account.spawnOptions,
    cwd: "/",
    env: CLEAN_ENVIRONMENT,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  let ended: string | null = null;
  child.once("exit", () => {
    // A server that ran and was stopped may have had its folder removed by now.
    ended = existsSync(logFile) ? readFileSync(logFile).subarray(logStart).toString("utf8") : "";
  });
  child.once("error", (error) => {
    ended = error.message;
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (ended === null && Date.now() < deadline) {
    const found = readPostmasterPid(cluster);
    if (child.pid !== undefined && found?.pid === child.pid && found.ready) return { pid: child.pid };
    await delay(20);
  }
  if (ended === null) child.kill("SIGQUIT");
  return { output: ended ?? "FATAL: not ready in time" };
}
