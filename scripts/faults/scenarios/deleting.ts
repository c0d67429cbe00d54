import { expect } from "vitest";
import { purgeDocuments } from "#lib/documents/mutations.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import { deleteJobs, endSignatures } from "#lib/testing/jobs.ts";
import { objectRow } from "#lib/testing/rows.ts";
import { settle } from "#scripts/faults/check.ts";
import type { Scenario, Scene } from "#scripts/faults/scenario.ts";
import { until } from "#scripts/prove/until.ts";

/** A file in the trash, whose bytes nobody can write any more. */
async function trashed({ caller, app, letter, school }: Scene): Promise<{ id: string; key: string }> {
  const stored = await caller.upload(letter());
  expect((await caller.ask(app, "DELETE", `/documents/${stored.id}`)).status).toBe(200);
  await endSignatures(school.id);
  return { id: stored.id, key: stored.file_path };
}

/** Faults of what is deleted for good. */
export const deletingFaults: Scenario[] = [
  {
    fault: 14,
    what: "a file is deleted while the store is down: hidden at once, its deletion waits and is seen, and is done",
    inCi: true,
    async run(scene) {
      const { ground, school, caller, app, other } = scene;
      const { id, key } = await trashed(scene);
      ground.storeFault = () => "reset";
      ground.appWay.drop();
      await purgeDocuments(school.administrator, [id]);
      for (const place of [app, other])
        expect((await caller.ask(place, "GET", `/documents/${id}`)).status).toBe(404);
      const object = await objectRow(key);
      await until("it was tried", async () =>
        (await deleteJobs(object?.id ?? "")).some(({ attempts }) => attempts > 0),
      );
      expect((await objectRow(key))?.state).toBe("deleting");
      expect(await readBucket(key)).not.toBeNull();
      await settle(ground, school.id);
      expect([await readBucket(key), await objectRow(key)]).toEqual([null, undefined]);
    },
  },
  {
    fault: 15,
    what: "a worker killed in mid-deletion: another does it again, and an object that is gone already is fine",
    inCi: true,
    async run(scene) {
      const { ground, school } = scene;
      for (const fate of ["silence", "answer lost"] as const) {
        const { id, key } = await trashed(scene);
        const reached = new Promise<void>((resolve) => {
          ground.storeFault = ({ method }) => {
            if (method !== "DELETE") return null;
            resolve();
            return fate;
          };
        });
        await purgeDocuments(school.administrator, [id]);
        await reached;
        await Promise.all(ground.workers.map((worker) => worker.kill()));
        expect((await objectRow(key))?.state).toBe("deleting");
        await settle(ground, school.id);
        expect([await readBucket(key), await objectRow(key)]).toEqual([null, undefined]);
      }
    },
  },
];
