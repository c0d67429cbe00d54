import { existsSync, readFileSync } from "node:fs";
import type { Equipment } from "#scripts/faults/app-place.ts";
import type { Line } from "#scripts/faults/line.ts";
import { ServerProcess } from "#scripts/prove/server-process.ts";
import { until } from "#scripts/prove/until.ts";

const READY_MS = 60_000;

/** Where a worker runs, ends, and runs again. */
export class WorkerPlace {
  /** Its own way to the database. */
  readonly line: Line;
  readonly #equipment: Equipment;
  #process: ServerProcess | null = null;

  constructor(equipment: Equipment) {
    this.#equipment = equipment;
    this.line = equipment.line;
  }

  get isAlive(): boolean {
    return this.#process?.isAlive ?? false;
  }

  #timesReady(): number {
    const { logFile } = this.#equipment;
    return existsSync(logFile) ? readFileSync(logFile, "utf8").split('"worker ready"').length : 1;
  }

  /** Starts it where it does not run, and waits until it works. */
  async start(): Promise<void> {
    if (this.isAlive) return;
    const { settings, logFile } = this.#equipment;
    const before = this.#timesReady();
    const started = new ServerProcess({
      args: ["--conditions=react-server", "worker/main.ts"],
      settings,
      logFile,
    });
    this.#process = started;
    await until("the worker works", () => !started.isAlive || this.#timesReady() > before, READY_MS);
    if (!started.isAlive) throw new Error(`the worker ended with ${started.exitCode}`);
  }

  async kill(): Promise<void> {
    await this.#process?.end("SIGKILL");
  }

  async terminate(): Promise<number | null> {
    await this.#process?.end("SIGTERM");
    return this.#process?.exitCode ?? null;
  }
}
