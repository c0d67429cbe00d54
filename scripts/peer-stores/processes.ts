import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { openSync } from "node:fs";

const COMMAND_MS = 30_000;

/** util-linux: the kernel kills what it starts when this process is gone, however that came about. */
const LAUNCHER = ["setpriv", "--pdeathsig"] as const;

/** Whether every one of these programs can be started. */
export function installed(programs: readonly string[]): boolean {
  return programs.every((program) => spawnSync("which", [program]).status === 0);
}

/**
 * Runs a command to its end.
 * @throws {Error} with what it said, when it fails or takes longer than 30 s: it is killed then.
 */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env,
      timeout: COMMAND_MS,
      killSignal: "SIGKILL",
    });
    let said = "";
    const read = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ended with ${signal ?? code}: ${said.trim()}`));
    });
  });
}

/**
 * Starts a program that goes on, with its output in a file; it ends with this process.
 * @param endBy the signal that it then gets: TERM for one that has processes of its own to end.
 */
export function daemon(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  outputFile: string,
  endBy: "KILL" | "TERM" = "KILL",
): ChildProcess {
  const output = openSync(outputFile, "a");
  const [launcher, ...launcherArgs] = LAUNCHER;
  return spawn(launcher, [...launcherArgs, endBy, command, ...args], {
    stdio: ["ignore", output, output],
    env,
  });
}

/** Kills a process, and waits until it is gone. */
export async function kill(child: ChildProcess, signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}
