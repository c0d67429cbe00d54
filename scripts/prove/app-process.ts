import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ServerProcess } from "#scripts/prove/server-process.ts";
import { until } from "#scripts/prove/until.ts";

const READY_MS = 120_000;

/** A `next start` of a folder, as a container runs it. */
export class AppProcess {
  readonly process: ServerProcess;
  /** Such as http://127.0.0.1:41234. */
  readonly baseUrl: string;

  private constructor(process: ServerProcess, baseUrl: string) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  /** Starts the build that is in `folder` and waits until it answers. */
  static async start(
    folder: string,
    port: number,
    settings: Readonly<Record<string, string>>,
    options: { logFile?: string; nodeArgs?: readonly string[] } = {},
  ): Promise<AppProcess> {
    const next = join(folder, "node_modules", "next", "dist", "bin", "next");
    const { nodeArgs = [], ...log } = options;
    const child = new ServerProcess({
      args: [...nodeArgs, next, "start", "-H", "127.0.0.1", "-p", String(port)],
      settings,
      folder,
      ...log,
    });
    const baseUrl = `http://127.0.0.1:${port}`;
    const answers = () =>
      fetch(`${baseUrl}/api/health`).then(
        ({ ok }) => ok,
        () => !child.isAlive,
      );
    await until("the app answers", answers, READY_MS);
    if (!child.isAlive) throw new Error(`next start ended with ${child.exitCode}`);
    return new AppProcess(child, baseUrl);
  }

  stop(): Promise<void> {
    return this.process.end("SIGTERM");
  }

  /** Bytes that it and the processes it has started hold in memory. */
  get memory(): number {
    return residentOf(this.process.pid);
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
