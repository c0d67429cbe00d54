import { expect } from "vitest";
import { openMultiparts } from "#lib/testing/bucket.ts";
import { s3Error } from "#lib/testing/faulty-store.ts";
import { documentsOf, uploadRow } from "#lib/testing/rows.ts";
import { aDayPasses, settle } from "#scripts/faults/check.ts";
import type { StoreFault } from "#scripts/faults/ground.ts";
import type { Scenario } from "#scripts/faults/scenario.ts";

const isJoining: (...args: Parameters<StoreFault>) => boolean = ({ method, url }) =>
  method === "POST" && (url ?? "").includes("uploadId=");

/** Faults of files that go in parts. */
export const partFaults: Scenario[] = [
  {
    fault: 9,
    what: "joining is answered 200 with an error in it: that is a failure, and joining again does it",
    inCi: true,
    async run({ ground, caller, app, mural, school }) {
      const picture = mural();
      const ticket = await caller.ticket(app, picture, { named: false });
      const parts = await caller.sendParts(app, ticket, picture.bytes);
      const failed = { ...s3Error(200, "InternalError"), headers: { "content-type": "application/xml" } };
      ground.storeFault = (request) => (isJoining(request) ? failed : null);
      const answer = await caller.complete(app, ticket.upload_id, { parts });
      expect([answer.status, answer.body.code]).toEqual([503, "storage_unavailable"]);
      expect((await uploadRow(ticket.upload_id)).status).toBe("pending");
      expect(await documentsOf(school.id)).toEqual([]);
      ground.storeFault = () => null;
      expect((await caller.complete(app, ticket.upload_id, { parts })).status).toBe(201);
    },
  },
  {
    fault: 10,
    what: "the store has joined, its answer is lost, and it knows the upload no more: HEAD says that it is there",
    inCi: true,
    async run({ ground, caller, app, mural, school }) {
      const picture = mural();
      const ticket = await caller.ticket(app, picture, { named: false });
      const parts = await caller.sendParts(app, ticket, picture.bytes);
      const answered: (number | "lost")[] = [];
      ground.storeFault = (request) => {
        if (!isJoining(request)) return null;
        answered.push("lost");
        return answered.length === 1 ? "answer lost" : null;
      };
      expect((await caller.complete(app, ticket.upload_id, { parts })).status).toBe(201);
      expect(answered.length).toBeGreaterThan(1);
      expect(await documentsOf(school.id)).toHaveLength(1);
    },
  },
  {
    fault: 11,
    what: "parts missing, in another order, twice, or with another's tag: refused, and the upload stays open",
    async run({ caller, app, mural }) {
      const picture = mural();
      const ticket = await caller.ticket(app, picture, { named: false });
      const [one, two] = await caller.sendParts(app, ticket, picture.bytes);
      if (one === undefined || two === undefined) throw new Error("There are no two parts.");
      const swapped = [
        { ...one, etag: two.etag },
        { ...two, etag: one.etag },
      ];
      for (const parts of [[one], [two], [one, one], [one, one, two], swapped]) {
        const answer = await caller.complete(app, ticket.upload_id, { parts });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect((await uploadRow(ticket.upload_id)).status).toBe("pending");
      }
      // The order in which they are named means nothing: each has its number.
      expect((await caller.complete(app, ticket.upload_id, { parts: [two, one] })).status).toBe(201);
    },
  },
  {
    fault: 12,
    what: "parts that nobody joins: the worker gives them up, and the store has nothing left of them",
    async run({ ground, caller, app, mural, school }) {
      const picture = mural();
      const ticket = await caller.ticket(app, picture, { named: false });
      await caller.sendParts(app, ticket, picture.bytes, [2]);
      const prefix = `documents/${school.id}/`;
      expect(await openMultiparts(prefix)).toHaveLength(1);
      await aDayPasses(school.id);
      await settle(ground, school.id);
      expect((await uploadRow(ticket.upload_id)).status).toBe("expired");
      expect(await openMultiparts(prefix)).toEqual([]);
    },
  },
];
