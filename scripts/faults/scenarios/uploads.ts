import { expect } from "vitest";
import { readBucket } from "#lib/testing/bucket.ts";
import { documentsOf, uploadRow } from "#lib/testing/rows.ts";
import { aDayPasses, settle } from "#scripts/faults/check.ts";
import type { Scenario } from "#scripts/faults/scenario.ts";
import { uploadRowsOf } from "#scripts/faults/uploads-of.ts";

/** What a sender is told whose line is cut. */
const CUT = /ECONNRESET|EPIPE|socket hang up|no answer/;

/** Faults on a file's way from its row to its document. */
export const uploadFaults: Scenario[] = [
  {
    fault: 1,
    what: "an app killed after the row, before the URL: the upload is pending, and given up in the end",
    inCi: true,
    async run({ ground, school, caller, app, other, letter }) {
      const caught = app.line.holdAt("upload.requested", "committed");
      const asked = caller.open(app, letter());
      await caught;
      await app.kill();
      expect((await asked).status).toBe(0);
      const [row, ...more] = await uploadRowsOf(school.id);
      expect([row?.status, more.length]).toEqual(["pending", 0]);
      expect((await caller.complete(other, row?.id ?? "")).body.code).toBe("upload_not_arrived");
      await settle(ground, school.id);
      expect((await uploadRow(row?.id ?? "")).status).toBe("pending");
      await aDayPasses(school.id);
      await settle(ground, school.id);
      expect((await uploadRow(row?.id ?? "")).status).toBe("expired");
    },
  },
  {
    fault: 2,
    what: "a sender that is cut off in mid-upload: what it has is good to go on with, and else it is given up",
    async run({ ground, school, caller, app, letter, mural }) {
      const [file, picture] = [letter(), mural()];
      const whole = await caller.ticket(app, file);
      const parts = await caller.ticket(app, picture, { named: false });
      const left = [await caller.ticket(app, letter()), await caller.ticket(app, mural(), { named: false })];
      ground.senderFault = () => "sent in half";
      await expect(caller.send(whole, file.bytes)).rejects.toThrow(CUT);
      await expect(caller.sendParts(app, parts, picture.bytes, [1])).rejects.toThrow(CUT);
      for (const ticket of [whole, parts])
        expect((await caller.complete(app, ticket.upload_id)).body.code).toBe("upload_not_arrived");
      await settle(ground, school.id);
      await caller.bring(whole, file);
      await caller.bring(parts, picture);
      await aDayPasses(school.id);
      await settle(ground, school.id);
      for (const ticket of left) expect((await uploadRow(ticket.upload_id)).status).toBe("expired");
      expect(await documentsOf(school.id)).toHaveLength(2);
    },
  },
  {
    fault: 3,
    what: "uploaded and never confirmed: the worker makes it a document, or deletes what is none",
    async run({ ground, school, caller, app, letter, mural }) {
      const [file, picture] = [letter(), mural()];
      await caller.send(await caller.ticket(app, file), file.bytes);
      const parts = await caller.ticket(app, picture, { named: false });
      await caller.sendParts(app, parts, picture.bytes);
      // No picture, whatever it is called.
      const wrong = { ...letter(), name: "retrato.png", type: "image/png" };
      const refused = await caller.ticket(app, wrong);
      await caller.send(refused, wrong.bytes);
      const { key } = await uploadRow(refused.upload_id);
      await settle(ground, school.id);
      // What goes in parts is joined once its sender's signatures are good no more.
      await aDayPasses(school.id);
      await settle(ground, school.id);
      expect((await documentsOf(school.id)).map(({ filename }) => filename).toSorted()).toEqual(
        [file.name, picture.name].toSorted(),
      );
      expect((await uploadRow(refused.upload_id)).status).toBe("refused");
      expect(await readBucket(key)).toBeNull();
    },
  },
  {
    fault: 4,
    what: "an app killed between HEAD and commit: the upload is pending, and confirming again succeeds",
    inCi: true,
    async run({ caller, app, other, letter, school }) {
      const file = letter();
      const ticket = await caller.ticket(app, file);
      await caller.send(ticket, file.bytes);
      const caught = app.line.holdAt("document.created", "before");
      const asked = caller.complete(app, ticket.upload_id);
      await caught;
      await app.kill();
      expect((await asked).status).toBe(0);
      expect((await uploadRow(ticket.upload_id)).status).toBe("pending");
      expect((await caller.complete(other, ticket.upload_id)).status).toBe(201);
      expect(await documentsOf(school.id)).toHaveLength(1);
    },
  },
  {
    fault: 5,
    what: "committed, and the database's answer lost: 503, and confirming again answers the same document",
    inCi: true,
    async run({ caller, app, other, letter, school }) {
      const file = letter();
      const ticket = await caller.ticket(app, file);
      await caller.send(ticket, file.bytes);
      const caught = app.line.holdAt("document.created", "committed");
      const asked = caller.complete(app, ticket.upload_id);
      (await caught).cut();
      expect((await asked).body.code).toBe("database_unavailable");
      const answers = await Promise.all(
        [app, other, app].map((place) => caller.complete(place, ticket.upload_id)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const [document, ...more] = await documentsOf(school.id);
      expect(more).toEqual([]);
      expect(new Set(answers.map(({ body }) => body.id))).toEqual(new Set([document?.id]));
    },
  },
  {
    fault: 8,
    what: "the store says 500 although it has written: HEAD decides",
    async run({ ground, caller, app, letter, school }) {
      const failed = { status: 500, body: "" };
      // By POST, and by PUT.
      for (const named of [true, false]) {
        const file = letter();
        const ticket = await caller.ticket(app, file, { named });
        ground.senderFault = () => ({ instead: failed });
        expect(await caller.send(ticket, file.bytes)).toBe(500);
        expect((await caller.complete(app, ticket.upload_id)).status).toBe(201);
      }
      expect(await documentsOf(school.id)).toHaveLength(2);
    },
  },
];
