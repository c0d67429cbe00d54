import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type RunningPostgres, startPostgres } from "#embedded/postgres/start.ts";

/** A killed server must keep what was committed; only what a power cut would take may be gone. */
const SETTINGS = { fsync: "off", max_connections: "60", shared_buffers: "64MB" };

/** A PostgreSQL that is killed and started again on the same port. */
export class Database {
  readonly folder: string;
  #server: RunningPostgres;

  private constructor(folder: string, server: RunningPostgres) {
    this.folder = folder;
    this.#server = server;
  }

  static async start(): Promise<Database> {
    const folder = mkdtempSync(join(tmpdir(), "athena-faults-postgres-"));
    chmodSync(folder, 0o711);
    return new Database(folder, await startPostgres({ dataDir: join(folder, "data"), settings: SETTINGS }));
  }

  get port(): number {
    return this.#server.port;
  }

  /** As the app's role. */
  get url(): string {
    return this.#server.url;
  }

  get ownerUrl(): string {
    return this.#server.ownerUrl;
  }

  /** kill -9 of the server; those that serve its connections follow it. */
  async kill(): Promise<void> {
    const { pid } = this.#server;
    const gone = new Promise<void>((resolve) => this.#server.onEnd(resolve));
    process.kill(pid, "SIGKILL");
    await gone;
    // Its children hold the shared memory for a moment, and the next server refuses to start beside them.
    await delay(200);
  }

  /** Ends it as an operator's restart does: connections are closed, everything is written. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  async startAgain(): Promise<void> {
    const { port } = this.#server;
    this.#server = await startPostgres({ dataDir: join(this.folder, "data"), settings: SETTINGS, port });
  }

  async remove(): Promise<void> {
    await this.#server.stop(0).catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
