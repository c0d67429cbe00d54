import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inProject } from "#scripts/start/project.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";

export type ServerOptions = {
  /** Node's own flags, the script and its arguments. */
  args: readonly string[];
  settings: Readonly<Record<string, string>>;
  /** Where it runs; the project's folder where none is named. */
  folder?: string;
  /** A file that gets what it prints, at its end; nowhere where none is named. */
  logFile?: string;
};

const WATCH = pathToFileURL(inProject("scripts", "start", "watch-parent.mjs")).href;

/** A process of the product, alone, as a container runs it; it ends with this one. */
export class ServerProcess {
  readonly #child: ChildProcess;
  /** Done once it is gone. */
  readonly ended: Promise<void>;

  constructor({ args, settings, folder, logFile }: ServerOptions) {
    const log = logFile === undefined ? ("ignore" as const) : openSync(logFile, "a");
    this.#child = spawn(process.execPath, ["--import", WATCH, ...args], {
      cwd: folder ?? inProject(),
      stdio: ["ignore", log, log],
      env: cleanEnvironment({
        NODE_ENV: "production",
        // What a test runner puts there is not for others.
        NODE_OPTIONS: "",
        ATHENA_SUPERVISOR_PID: String(process.pid),
        ...settings,
      }),
    });
    this.ended = new Promise((resolve) => this.#child.once("exit", () => resolve()));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The code that it ended with; null while it runs, and where a signal ended it. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Sends a signal and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.isAlive && this.#child.kill(signal)) await this.ended;
  }
}
