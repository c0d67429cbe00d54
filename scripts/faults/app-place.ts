import { connect } from "node:net";
import { pathToFileURL } from "node:url";
import type { Line } from "#scripts/faults/line.ts";
import { AppProcess } from "#scripts/prove/app-process.ts";
import { inProject, PROJECT_ROOT } from "#scripts/start/project.ts";

/** What a process is started with. */
export type Equipment = { line: Line; settings: Readonly<Record<string, string>>; logFile: string };

const CLOCK = pathToFileURL(inProject("scripts", "faults", "clock.mjs")).href;

/** A port at which an app runs, ends, and runs again. */
export class AppPlace {
  /** Its own way to the database. */
  readonly line: Line;
  readonly baseUrl: string;
  readonly #port: number;
  readonly #equipment: Equipment;
  readonly #clockMs: number;
  #app: AppProcess | null = null;

  /** @param clockMs by how much its clock is off. */
  constructor(port: number, equipment: Equipment, clockMs: number) {
    this.#port = port;
    this.#equipment = equipment;
    this.#clockMs = clockMs;
    this.line = equipment.line;
    this.baseUrl = `http://127.0.0.1:${port}`;
  }

  /** @throws {Error} where it does not run. */
  get pid(): number {
    if (!this.isAlive) throw new Error("The app does not run.");
    return this.#app?.process.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.#app?.process.isAlive ?? false;
  }

  /** Starts it where it does not run, and waits until it answers. */
  async start(): Promise<void> {
    if (this.isAlive) return;
    const { settings, logFile } = this.#equipment;
    const off = this.#clockMs === 0 ? {} : { ATHENA_FAULTS_CLOCK_MS: String(this.#clockMs) };
    this.#app = await AppProcess.start(
      PROJECT_ROOT,
      this.#port,
      { ...settings, ...off },
      { logFile, nodeArgs: this.#clockMs === 0 ? [] : ["--import", CLOCK] },
    );
  }

  /** Whether it takes a new connection; those that are open it may serve all the same. */
  listens(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect({ port: this.#port, host: "127.0.0.1" });
      socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
  }

  async kill(): Promise<void> {
    await this.#app?.process.end("SIGKILL");
  }

  /** SIGTERM; answers with its exit code once it has ended. */
  async terminate(): Promise<number | null> {
    await this.#app?.process.end("SIGTERM");
    return this.#app?.process.exitCode ?? null;
  }
}
