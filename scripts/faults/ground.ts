import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { startTestStore, type TestStore } from "#embedded/object-store/testing.ts";
import { config } from "#lib/config.ts";
import { store } from "#lib/storage/client.ts";
import { type Fault, type FaultyStore, faultyStore } from "#lib/testing/faulty-store.ts";
import { AppPlace } from "#scripts/faults/app-place.ts";
import { Database } from "#scripts/faults/database.ts";
import { Line } from "#scripts/faults/line.ts";
import { WorkerPlace } from "#scripts/faults/worker-place.ts";
import { freePort } from "#scripts/test/app.ts";

/** Files above this (MiB) go in parts, as everywhere; less, so that those of the tests are small. */
const PARTS_ABOVE_MIB = "8";

/** What becomes of a request to the store; null where it passes. */
export type StoreFault = (request: IncomingMessage) => Fault | null;

const NONE: StoreFault = () => null;

/**
 * Everything that the product is, in processes of its own: PostgreSQL, an object store, two apps that share one build and
 * two workers; with lines between them that fail as they are told to. This process speaks to database and store past them.
 */
export class Ground {
  readonly folder = mkdtempSync(join(tmpdir(), "athena-faults-"));
  /** What app and workers meet on their way to the store. */
  storeFault: StoreFault = NONE;
  /** What those who send and read files meet on theirs. */
  senderFault: StoreFault = NONE;
  database!: Database;
  store!: TestStore;
  /** The way of app and workers to the store: the address in everything that is signed. */
  appWay!: FaultyStore;
  senderWay!: FaultyStore;
  /** Of each app, then each worker. */
  readonly lines: Line[] = [];
  readonly apps: AppPlace[] = [];
  readonly workers: WorkerPlace[] = [];
  readonly #end = new AsyncDisposableStack();

  static async start(): Promise<Ground> {
    const ground = new Ground();
    try {
      await ground.#start();
    } catch (error) {
      process.stdout.write(ground.lastWords());
      await ground.end();
      throw error;
    }
    return ground;
  }

  async #start(): Promise<void> {
    this.#end.defer(() => rmSync(this.folder, { recursive: true, force: true }));
    [this.database, this.store] = await Promise.all([
      Database.start(),
      startTestStore({ dataDir: join(this.folder, "store") }),
    ]);
    this.#end.defer(() => this.database.remove());
    this.#end.defer(() => this.store.stop().then(() => undefined));
    await migrateDatabase(this.database.ownerUrl, this.database.url);
    this.appWay = await faultyStore((request) => this.storeFault(request), this.store.endpoint);
    this.#end.use(this.appWay);
    this.senderWay = await faultyStore((request) => this.senderFault(request), this.store.endpoint);
    this.#end.use(this.senderWay);
    Object.assign(process.env, this.#settings(this.store.endpoint, this.database.port));
    if (config().DATABASE_URL !== this.database.url) throw new Error("Settings were read before.");
    this.#end.defer(async () => {
      store().client.destroy();
      await closeDatabase(1);
    });
    await Promise.all(["app-1", "app-2"].map((name) => this.addApp(name)));
    await Promise.all(["worker-1", "worker-2"].map((name) => this.#addWorker(name)));
  }

  #settings(storeAddress: string, databasePort: number): Record<string, string> {
    const url = new URL(this.database.url);
    url.port = String(databasePort);
    return {
      DATABASE_URL: url.href,
      R2_ENDPOINT_URL: storeAddress,
      R2_ACCESS_KEY_ID: this.store.accessKeyId,
      R2_SECRET_ACCESS_KEY: this.store.secretAccessKey,
      R2_BUCKET_NAME: this.store.bucket,
      R2_FORCE_PATH_STYLE: "true",
      R2_MULTIPART_ABOVE_MIB: PARTS_ABOVE_MIB,
      RECONCILE_GRACE_HOURS: "0",
      NEXTAUTH_SECRET: "a secret of the tests that is long enough",
      AUTH_TRUST_HOST: "1",
      LOG_LEVEL: "info",
    };
  }

  async #lineFor(name: string) {
    const line = await Line.to(this.database.port);
    this.lines.push(line);
    this.#end.defer(() => line.close());
    const settings = this.#settings(this.appWay.endpoint, line.port);
    return { line, settings, logFile: join(this.folder, `${name}.log`) };
  }

  /** One more app on the same build; its clock is off by `clockMs`. */
  async addApp(name: string, options: { clockMs?: number } = {}): Promise<AppPlace> {
    const place = new AppPlace(await freePort(), await this.#lineFor(name), options.clockMs ?? 0);
    this.apps.push(place);
    this.#end.defer(() => place.kill());
    await place.start();
    return place;
  }

  async #addWorker(name: string): Promise<void> {
    const place = new WorkerPlace(await this.#lineFor(name));
    this.workers.push(place);
    this.#end.defer(() => place.kill());
    await place.start();
  }

  /** kill -9 of the store. */
  killStore(): Promise<void> {
    return this.store.kill();
  }

  async startStoreAgain(): Promise<void> {
    const { dataDir, port } = this.store;
    this.store = await startTestStore({ dataDir, port });
  }

  /** Ends every fault, and starts what does not run. */
  async mend(): Promise<void> {
    this.storeFault = NONE;
    this.senderFault = NONE;
    for (const line of this.lines) line.mend();
    await Promise.all([...this.apps, ...this.workers].map((place) => place.start()));
  }

  /** Jobs that are due, or under way, by name. */
  async jobsAtHand(): Promise<string[]> {
    const rows = await database().execute<{ task: string }>(sql`
      select task_identifier as task from graphile_worker.jobs
      where run_at <= now() and attempts < max_attempts order by 1`);
    return rows.map(({ task }) => task);
  }

  /** The ends of all logs. */
  lastWords(lines = 6): string {
    return readdirSync(this.folder)
      .filter((name) => name.endsWith(".log"))
      .map((name) => {
        const said = readFileSync(join(this.folder, name), "utf8").trimEnd().split("\n").slice(-lines);
        return `--- ${name}\n${said.map((line) => line.slice(0, 240)).join("\n")}\n`;
      })
      .join("");
  }

  end(): Promise<void> {
    return this.#end.disposeAsync();
  }
}
