import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { database } from "#db/client.ts";
import { documentsOf } from "#lib/testing/rows.ts";
import { arrived } from "#scripts/faults/arrived.ts";
import { sweepOnce } from "#scripts/faults/check.ts";
import type { Scenario, Scene } from "#scripts/faults/scenario.ts";
import { until } from "#scripts/prove/until.ts";

/** Between two uploads of one sender: a token has 1,200 requests a minute. */
const PAUSE_MS = 300;

const listed = ({ caller }: Scene, app: Scene["app"]) =>
  caller.ask(app, "GET", "/documents?limit=1", { deadlineMs: 5_000 });

/** Waits until both apps answer lists again. */
const backAgain = (scene: Scene) =>
  until(
    "both apps answer",
    async () => {
      const answers = await Promise.all([scene.app, scene.other].map((app) => listed(scene, app)));
      return answers.every(({ status }) => status === 200);
    },
    60_000,
  );

/**
 * Starts the apps anew. postgres.js may take a connection for good that was reset while a query was put on it; what is
 * asked on it waits for ever, and is no matter of the faults that come after.
 */
async function freshApps({ ground }: Scene): Promise<void> {
  await Promise.all(ground.apps.map((place) => place.kill()));
  await ground.mend();
}

/** Faults of processes and of what they stand upon. */
export const serviceFaults: Scenario[] = [
  {
    fault: 16,
    what: "PostgreSQL restarts and is killed under load: 503 meanwhile, nobody crashes, no upload is lost",
    inCi: true,
    async run(scene) {
      const { ground, caller, app, other, letter, school } = scene;
      const pids = [app.pid, other.pid];
      for (const end of ["stop", "kill"] as const) {
        const files = Array.from({ length: 4 }, letter);
        const uploading = Promise.all(files.map((file) => caller.upload(file)));
        await ground.database[end]();
        await until(
          "it is told",
          async () => (await listed(scene, app)).body.code === "database_unavailable",
        );
        await ground.database.startAgain();
        await backAgain(scene);
        await uploading;
      }
      expect([app.pid, other.pid]).toEqual(pids);
      expect(await documentsOf(school.id)).toHaveLength(8);
      await freshApps(scene);
    },
  },
  {
    fault: 16,
    what: "idle connections are reset: what comes next is answered, or told to come again",
    async run(scene) {
      const { ground, app, other } = scene;
      const pids = [app.pid, other.pid];
      for (let times = 0; times < 10; times += 1) {
        for (const line of ground.lines) line.drop();
        await backAgain(scene);
      }
      expect([app.pid, other.pid]).toEqual(pids);
      await freshApps(scene);
    },
  },
  {
    fault: 17,
    what: "rows that somebody holds, and more requests than connections: 503, and no connection is lost",
    async run(scene) {
      const { caller, app, other } = scene;
      // More than the app has connections.
      const ids = await arrived(scene, 14);
      const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
      const { promise: held, resolve: hold } = Promise.withResolvers<void>();
      const holding = database().transaction(async (tx) => {
        await tx.execute(
          sql`select from uploads where id::text = any(${`{${ids.join(",")}}`}::text[]) for update`,
        );
        hold();
        await letGo;
      });
      await held;
      const confirming = Promise.all(ids.map((id) => caller.complete(app, id)));
      // Whoever comes to the other app has nothing to do with it.
      expect((await listed(scene, other)).status).toBe(200);
      const answers = await confirming;
      release();
      await holding;
      expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(["database_unavailable"]));
      await backAgain(scene);
      for (const id of ids) expect((await caller.complete(app, id)).status).toBe(201);
      await until("no connection is left in the middle", async () => {
        const left = await database().execute(
          sql`select from pg_stat_activity where state like 'idle in transaction%'`,
        );
        return left.length === 0;
      });
    },
  },
  {
    fault: 20,
    what: "several sweepers, and confirms at both apps, at once: each upload has one winner",
    inCi: true,
    async run(scene) {
      const { caller, app, other, school } = scene;
      const ids = await arrived(scene, 8);
      const sweeps = Array.from({ length: 4 }, sweepOnce);
      const answers = await Promise.all(
        ids.flatMap((id) => [app, other, app].map((place) => caller.complete(place, id))),
      );
      await Promise.all(sweeps);
      expect(new Set(answers.map(({ status }) => status)).difference(new Set([200, 201]))).toEqual(new Set());
      expect(await documentsOf(school.id)).toHaveLength(ids.length);
    },
  },
  {
    fault: 21,
    what: "SIGTERM in the middle of a confirm: it is answered, and the app ends in order",
    inCi: true,
    async run(scene) {
      const { ground, caller, app, other } = scene;
      const ids = await arrived(scene, 4);
      const { promise: letGo, resolve: release } = Promise.withResolvers<void>();
      let waiting = 0;
      ground.storeFault = ({ method }) => {
        if (method !== "HEAD") return null;
        waiting += 1;
        return { after: letGo };
      };
      const confirming = Promise.all(ids.map((id) => caller.complete(app, id)));
      await until("all of them wait for the store", () => waiting >= ids.length);
      const ending = app.terminate();
      // It takes nobody new, and goes on with those that it has.
      await until("it takes nobody new", async () => !(await app.listens()));
      expect((await listed(scene, other)).status).toBe(200);
      release();
      expect((await confirming).map(({ status }) => status)).toEqual(ids.map(() => 201));
      expect(await ending).toBe(0);
    },
  },
  {
    fault: 21,
    what: "a rolling deploy under load, apps and workers one after another: every upload becomes one document",
    inCi: true,
    async run({ ground, caller, letter, mural, school }) {
      let isOver = false;
      const stored: string[] = [];
      const senders = Array.from({ length: 3 }, async () => {
        while (!isOver) {
          stored.push((await caller.upload(letter())).id);
          await delay(PAUSE_MS);
        }
      });
      stored.push((await caller.upload(mural())).id);
      for (const place of [...ground.apps, ...ground.workers]) {
        await place.terminate();
        await place.start();
      }
      isOver = true;
      await Promise.all(senders);
      const documents = await documentsOf(school.id);
      expect(documents.map(({ id }) => id).toSorted()).toEqual([...new Set(stored)].toSorted());
      expect(stored.length).toBe(documents.length);
    },
  },
];
