import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "#scripts/prove/until.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";

/** A `next start` of a folder, as a container runs it. */
export class AppProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts the build that is in `folder` and waits until it answers. */
  static async start(
    folder: string,
    port: number,
    settings: Readonly<Record<string, string>>,
  ): Promise<AppProcess> {
    const next = join(folder, "node_modules", "next", "dist", "bin", "next");
    const child = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
      cwd: folder,
      stdio: "ignore",
      env: cleanEnvironment({ NODE_ENV: "production", ...settings }),
    });
    const answers = () =>
      fetch(`http://127.0.0.1:${port}/api/health`).then(
        ({ ok }) => ok,
        () => child.exitCode !== null,
      );
    await until("the app answers", answers, 120_000);
    if (child.exitCode !== null) throw new Error(`next start ended with ${child.exitCode}`);
    return new AppProcess(child);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    if (this.#child.exitCode === null && this.#child.kill("SIGTERM")) await gone;
  }

  /** Bytes that it and the processes it has started hold in memory. */
  get memory(): number {
    return residentOf(this.#child.pid ?? 0);
  }
}

function field(pid: string | number, file: string, pattern: RegExp): number {
  return Number(pattern.exec(readFileSync(`/proc/${pid}/${file}`, "utf8"))?.[1] ?? 0);
}

/** Bytes in memory of a process and its descendants (Linux). */
export function residentOf(pid: number): number {
  try {
    const own = field(pid, "status", /VmRSS:\s+(\d+)/) * 1024;
    const children = readdirSync("/proc").filter((other) => /^\d+$/.test(other) && parentOf(other) === pid);
    return children.reduce((sum, child) => sum + residentOf(Number(child)), own);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

function parentOf(pid: string): number {
  try {
    return field(pid, "status", /PPid:\s+(\d+)/);
  } catch {
    return 0;
  }
}
