import { type ChildProcess, spawn } from "node:child_process";
import project from "../../package.json" with { type: "json" };

export type RunningCommand = {
  process: ChildProcess;
  /** What it said, and the exit code; null where it was killed. */
  ended: Promise<{ code: number | null; said: string; complained: string }>;
};

/** Starts one of the commands of `package.json` as npm would, on the services of the tests. */
export function startCommand(
  name: keyof typeof project.scripts,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCommand {
  // Without the shell in between, which would outlive it.
  const words = project.scripts[name].replace(/^exec node /, "").split(" ");
  const child = spawn(
    process.execPath,
    [...words, ...args],
    // What a test runner puts there is not for others.
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "", ...env } },
  );
  let said = "";
  let complained = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; said: string; complained: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said, complained }));
  });
  return { process: child, ended };
}

/** Runs a command to its end. */
export const runCommandLine = (
  name: keyof typeof project.scripts,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => startCommand(name, args, env).ended;
