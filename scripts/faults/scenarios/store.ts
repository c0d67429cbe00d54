import { expect } from "vitest";
import { s3Error } from "#lib/testing/faulty-store.ts";
import { uploadRow } from "#lib/testing/rows.ts";
import { arrived } from "#scripts/faults/arrived.ts";
import type { Scenario, Scene } from "#scripts/faults/scenario.ts";
import { until } from "#scripts/prove/until.ts";

/** Confirms one until the store is asked again. */
const confirmed = ({ caller, app }: Scene, id: string) =>
  until("it is confirmed", async () => [200, 201].includes((await caller.complete(app, id)).status), 60_000);

/** Faults of a store that is there, or is not. */
export const storeFaults: Scenario[] = [
  {
    fault: 6,
    what: "the store says 500 to HEAD: three tries, 503, the upload still pending",
    inCi: true,
    async run(scene) {
      const { ground, caller, app } = scene;
      const [id = ""] = await arrived(scene, 1);
      let heads = 0;
      ground.storeFault = ({ method }) => {
        if (method !== "HEAD") return null;
        heads += 1;
        return 500;
      };
      const answer = await caller.complete(app, id);
      expect([answer.status, answer.body.code]).toEqual([503, "storage_unavailable"]);
      expect(answer.headers.get("retry-after")).not.toBeNull();
      expect(heads).toBe(3);
      expect((await uploadRow(id)).status).toBe("pending");
      ground.storeFault = () => null;
      await confirmed(scene, id);
    },
  },
  {
    fault: 7,
    what: "the store is busy (503 SlowDown, 429): no storm, and all are confirmed once it has time",
    async run(scene) {
      const { ground, caller, app, other } = scene;
      for (const busy of [s3Error(503, "SlowDown"), s3Error(429, "TooManyRequests")]) {
        const ids = await arrived(scene, 12);
        const times: number[] = [];
        ground.storeFault = ({ url }) => {
          if (!(url ?? "").includes("/documents/")) return null;
          times.push(performance.now());
          return busy;
        };
        const answers = await Promise.all(
          ids.map((id, at) => caller.complete(at % 2 === 0 ? app : other, id)),
        );
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
        // Three tries each at most; less, as the store is let alone after a few.
        expect(times.length).toBeLessThanOrEqual(3 * ids.length);
        ground.storeFault = () => null;
        for (const id of ids) await confirmed(scene, id);
      }
    },
  },
];
