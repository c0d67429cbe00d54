import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { call } from "#lib/api/testing/call.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { addItem } from "#lib/checklist/mutations.ts";
import { missingTo } from "#lib/checklist/standing.data.ts";
import {
  openBytes,
  openDocument,
  prepareDocuments,
  signDownload,
  signDownloads,
} from "#lib/documents/access.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { findSame } from "#lib/documents/same.data.ts";
import { chooseLogo } from "#lib/logo/mutations.ts";
import { copyPublished } from "#lib/publishing/copy.ts";
import { findPublication } from "#lib/publishing/data.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { scanBacklog } from "#lib/scan/data.ts";
import { queueScans, restartDueScans } from "#lib/scan/queue.mutations.ts";
import { scanObject } from "#lib/scan/scan.ts";
import { releaseAll, settleScan } from "#lib/scan/settle.mutations.ts";
import { linkDocuments } from "#lib/students/links.mutations.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { readBucket } from "#lib/testing/bucket.ts";
import {
  EICAR,
  EICAR_NAME,
  fakeClamd,
  hasAll,
  hasClamd,
  startClamd,
  withScanner,
} from "#lib/testing/clamd.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs, thumbnailJobs } from "#lib/testing/jobs.ts";
import { openLink } from "#lib/testing/public.ts";
import { auditOf, documentRow, heldObject, objectRow, uploadRow, versionsOf } from "#lib/testing/rows.ts";
import { pdfFile, pngFile, sha256Of, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { arrived, storeFile } from "#lib/testing/upload.ts";
import { buildWebhook, told } from "#lib/testing/webhooks.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { listVersions } from "#lib/versions/data.ts";
import { restoreVersion } from "#lib/versions/mutations.ts";

/** Nobody listens there. */
const NOBODY = { host: "127.0.0.1", port: 1 };

let school: TestSchool;
let by: Actor;
let erp: { authorization: string };
beforeAll(async () => {
  school = await buildSchool();
  by = school.teacher;
  erp = { authorization: `Bearer ${(await school.token()).token}` };
});
afterAll(async () => {
  await endSignatures(school.id);
  await runJobs();
  await expectInvariants(school.id);
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: { code?: string }) => error.code ?? "failed",
  );

const picture = (name = "patio.png", bytes: Buffer = pngFile()) =>
  storeFile(by, { kind: "media", filename: name, contentType: TYPES.png }, bytes);

/** A picture that every viewer would show, with a virus in it. */
const infectedPicture = () => pngFile(`${randomUUID()} ${EICAR}`);

const statusOf = async (id: string) => (await documentRow(id))?.status;
const scanOf = async (id: string) =>
  (
    await database()
      .select()
      .from(objects)
      .where(eq(objects.id, await heldObject(id)))
  )[0];

/** What each door to a file's bytes answers. */
async function doorsOf(id: string) {
  const api = async (path: string) => {
    const { status, json } = await call("GET", `/api/v1/documents/${id}/${path}`, { as: erp });
    return status < 400 ? "ok" : String(json["code"]);
  };
  const { signed, refused } = await signDownloads(by, [id]);
  return {
    view: await codeOf(openDocument(by, id)),
    download: await codeOf(signDownload(by, id)),
    version: await codeOf(signDownload(by, id, { version: 1 })),
    bytes: await codeOf(openBytes(school.administrator, id, null)),
    zip: signed.length === 0 ? refused.map(({ code }) => code).join() : "ok",
    prepared: (await prepareDocuments(by, [id])).length === 0 ? "nothing" : "ok",
    apiDownload: await api("download"),
    apiPreview: await api("preview"),
    publish: await codeOf(publishDocument(by, id)),
    logo: await codeOf(chooseLogo(school.administrator, id)),
  };
}

const allSay = (code: string) => ({
  view: code,
  download: code,
  version: code,
  bytes: code,
  zip: code,
  prepared: "nothing",
  apiDownload: code,
  apiPreview: code,
  publish: code,
  logo: code,
});

async function thumbnailOf(id: string) {
  const { items } = await listDocuments(by, { view: "live", kind: "media" });
  return items.find((item) => item.id === id);
}

const makeDue = (objectId: string) =>
  database()
    .update(objects)
    .set({ scanAfter: sql`now() - interval '1 second'` })
    .where(eq(objects.id, objectId));

const scanJobs = (objectId: string) =>
  database().execute(sql`select key from graphile_worker.jobs where key = ${`scan:${objectId}`}`);

describe("a file that no scanner has called clean", () => {
  test("is in the list from the first moment, and behind no door at all", async () => {
    await withScanner(NOBODY, async () => {
      const { id, status } = await picture();
      expect(status).toBe("checking");
      const objectId = await heldObject(id);
      expect(await scanJobs(objectId)).toHaveLength(1);
      expect(await thumbnailJobs(id)).toEqual([]);
      expect(await doorsOf(id)).toEqual(allSay("file_checking"));
      await makeThumbnail(id, { lastTry: true });
      expect(await thumbnailOf(id)).toMatchObject({ thumbnailUrl: null, quarantine: "checking" });
      // A scanner that is away changes nothing, however often it is asked.
      await scanObject(objectId);
      await scanObject(objectId);
      expect(await doorsOf(id)).toEqual(allSay("file_checking"));
      expect(await scanOf(id)).toMatchObject({ scan: "waiting", scanTries: 2, scannedAt: null });
    });
    // Nor does an installation that has none any more.
    const { items } = await listDocuments(by, { view: "live", kind: "media" });
    const [waiting] = items;
    await scanObject(await heldObject(waiting?.id ?? ""));
    expect(await doorsOf(waiting?.id ?? "")).toEqual(allSay("file_checking"));
  });

  test.each(["stream: OK", "stream: OK\0x", "OK\0", "", "stream: nothing known ERROR\0"])(
    "stays so where the scanner says %j",
    async (reply) => {
      await using fake = await fakeClamd((heard) => (hasAll(heard) ? reply : null));
      await withScanner(fake, async () => {
        const { id } = await picture();
        await scanObject(await heldObject(id));
        expect(await statusOf(id)).toBe("checking");
        expect((await scanOf(id))?.scanTries).toBe(1);
      });
    },
  );

  test("proves nothing that is asked of a student, and is not offered as what the school has already", async () => {
    const admin = school.administrator;
    const [consent] = (await listRecordClasses(admin)).filter(({ name }) => name === "Consent");
    const recordClassId = consent?.id ?? "";
    await addItem(admin, { name: "Consent", recordClassId, groups: [], everyYear: false });
    const student = await createStudent(admin, studentValues({ givenName: "Ana" }));
    const lacks = async () => (await missingTo(admin, [student.id])).get(student.id)?.length ?? 0;
    const bytes = await pdfFile();
    const id = await withScanner(NOBODY, async () => (await storeFile(by, {}, bytes)).id);
    await database().update(documents).set({ recordClassId }).where(eq(documents.id, id));
    await linkDocuments(admin, [id], [student.id]);
    const same = async () => (await findSame(by, [{ sha256: sha256Of(bytes), size: bytes.length }])).length;
    expect([await lacks(), await same()]).toEqual([1, 0]);
    await settleScan(await heldObject(id), { is: "clean" });
    expect([await lacks(), await same()]).toEqual([0, 1]);
  });

  test("is looked at again when it is due, also after its job or its worker was lost", async () => {
    const { id } = await withScanner(NOBODY, () => picture());
    const objectId = await heldObject(id);
    await database().execute(
      sql`delete from graphile_worker._private_jobs where key = ${`scan:${objectId}`}`,
    );
    await restartDueScans(1000);
    expect(await scanJobs(objectId)).toHaveLength(0);
    await makeDue(objectId);
    await restartDueScans(1000);
    expect(await scanJobs(objectId)).toHaveLength(1);
    // A worker that was killed holds its job for hours; nobody waits for it.
    await database().execute(
      sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'gone' where key = ${`scan:${objectId}`}`,
    );
    await restartDueScans(1000);
    expect(await scanJobs(objectId)).toHaveLength(1);
  });

  test("that is too large for the scanner is kept, and told of, or let through by the operator's word alone", async () => {
    const bytes = pngFile("a".repeat(1024 * 1024));
    const { id } = await withScanner(NOBODY, () => picture("large.png", bytes), { maxMib: 1 });
    expect(await doorsOf(id)).toEqual(allSay("file_unscannable"));
    expect((await auditOf(school.id, "document.unscannable")).map(({ targetId }) => targetId)).toEqual([id]);
    const passing = { maxMib: 1, tooLarge: "pass" } as const;
    const other = pngFile("b".repeat(1024 * 1024));
    const passed = await withScanner(NOBODY, () => picture("larger.png", other), passing);
    expect(passed.status).toBe("ready");
    expect(await scanOf(passed.id)).toMatchObject({ scan: "released" });
  });

  test("stays so where it was made to be more than the scanner looks through, whatever is let through for its size", async () => {
    const reply = "stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0";
    await using fake = await fakeClamd((heard) => (hasAll(heard) ? reply : null));
    const scanned = async () => {
      const { id } = await picture("nested.png");
      await scanObject(await heldObject(id));
      return id;
    };
    const id = await withScanner(fake, scanned, { tooLarge: "pass" });
    expect(await scanOf(id)).toMatchObject({ scan: "too_large" });
    expect(await doorsOf(id)).toEqual(allSay("file_unscannable"));
  });

  test("becomes an old version as it is, and cannot be made current again", async () => {
    const { id } = await storeFile(by);
    const replace = async () => {
      const ticket = await arrived(by, await pdfFile(), { replaces: id });
      await confirmUpload(by, ticket.uploadId);
    };
    await withScanner(NOBODY, replace);
    expect(await statusOf(id)).toBe("checking");
    expect(await codeOf(signDownload(by, id, { version: 1 }))).toBe("ok");
    const second = await heldObject(id);
    await replace();
    expect(await statusOf(id)).toBe("ready");
    expect(await codeOf(signDownload(by, id, { version: 2 }))).toBe("file_checking");
    expect(await codeOf(restoreVersion(by, id, 2))).toBe("file_checking");
    await settleScan(second, { is: "infected", found: "Test" });
    expect(await statusOf(id)).toBe("ready");
    expect(await codeOf(restoreVersion(by, id, 2))).toBe("file_infected");
    expect((await listVersions(by, id)).versions.map(({ status }) => status)).toEqual([
      "ready",
      "infected",
      "ready",
    ]);
    expect((await versionsOf(id)).map(({ status }) => status)).toEqual(["ready", "infected"]);
  });

  test("is not copied to the public bucket, even where it is to be public", async () => {
    const { id } = await picture();
    const { url } = await publishDocument(by, id);
    const copy = (await documentRow(id))?.publicObjectId ?? "";
    await database().update(documents).set({ status: "checking" }).where(eq(documents.id, id));
    await copyPublished(copy);
    expect((await openLink(url)).status).toBe(404);
    await database().update(documents).set({ status: "ready" }).where(eq(documents.id, id));
    await copyPublished(copy);
    expect((await openLink(url)).status).toBe(200);
  });
});

describe("the operator", () => {
  let own: TestSchool;
  beforeAll(async () => {
    own = await buildSchool();
  });

  test("has what is there already scanned: it can be read meanwhile", async () => {
    const file = await storeFile(own.teacher);
    expect(await queueScans({ again: false, schoolId: own.id })).toBeGreaterThan(0);
    expect([await statusOf(file.id), (await scanOf(file.id))?.scan]).toEqual(["ready", "asked"]);
    await settleScan(await heldObject(file.id), { is: "too_large" });
    expect([await statusOf(file.id), (await scanOf(file.id))?.scan]).toEqual(["ready", "released"]);
    await queueScans({ again: false, schoolId: own.id });
    await settleScan(await heldObject(file.id), { is: "clean" });
    await queueScans({ again: false, schoolId: own.id });
    expect((await scanOf(file.id))?.scan).toBe("clean");
    await queueScans({ again: true, schoolId: own.id });
    expect((await scanOf(file.id))?.scan).toBe("asked");
    await settleScan(await heldObject(file.id), { is: "clean" });
  });

  test("lets through what waits and what was too large, and never what something was found in", async () => {
    const [waits, large, found] = await withScanner(NOBODY, async () => [
      (await storeFile(own.teacher)).id,
      (await storeFile(own.teacher)).id,
      (await storeFile(own.teacher)).id,
    ]);
    await settleScan(await heldObject(large ?? ""), { is: "too_large" });
    await settleScan(await heldObject(found ?? ""), { is: "infected", found: "Test" });
    expect((await scanBacklog()).waiting).toBeGreaterThan(0);
    expect(await releaseAll(own.id)).toBe(2);
    const after = [waits, large, found].map((id) => statusOf(id ?? ""));
    expect(await Promise.all(after)).toEqual(["ready", "ready", "infected"]);
    const said = (await auditOf(own.id, "document.released")).map(({ targetId }) => targetId);
    expect(new Set(said)).toEqual(new Set([waits, large]));
    await expectInvariants(own.id);
  });

  test.each(["released", "clean"] as const)(
    "does not keep what was found from being heard where the file was called %s meanwhile",
    async (is) => {
      const { id } = await withScanner(NOBODY, () => storeFile(own.teacher));
      const objectId = await heldObject(id);
      await settleScan(objectId, { is });
      expect(await statusOf(id)).toBe("ready");
      expect(await settleScan(objectId, { is: "infected", found: "Test" })).toBe("infected");
      expect(await statusOf(id)).toBe("infected");
      expect(await settleScan(objectId, { is: "infected", found: "Test" })).toBe(null);
      expect(await settleScan(objectId, { is: "clean" })).toBe(null);
      const said = await auditOf(own.id, "document.infected");
      expect(said.filter(({ targetId }) => targetId === id)).toHaveLength(1);
      expect(await statusOf(id)).toBe("infected");
    },
  );
});

describe.skipIf(!hasClamd())(
  "with clamd (skipped where the machine has none: apt-get install clamav-daemon)",
  () => {
    let clamd: Awaited<ReturnType<typeof startClamd>>;
    beforeAll(async () => {
      clamd = await startClamd();
    });
    afterAll(async () => {
      await clamd[Symbol.asyncDispose]();
    });

    test("a clean file can be read once it is called so, and has its thumbnail made", async () => {
      const webhook = await buildWebhook(school.administrator);
      const { id } = await withScanner(clamd, async () => {
        const file = await picture();
        await scanObject(await heldObject(file.id));
        return file;
      });
      expect(await statusOf(id)).toBe("ready");
      expect(await scanOf(id)).toMatchObject({ scan: "clean", scanFound: null, scannedAt: expect.any(Date) });
      expect(await codeOf(openDocument(by, id))).toBe("ok");
      expect(await thumbnailJobs(id)).toHaveLength(1);
      const events = (await told(webhook.id)).filter(({ data }) => data["id"] === id);
      expect(events.map(({ type, data }) => [type, data["status"]])).toEqual([
        ["document.created", "checking"],
        ["document.updated", "ready"],
      ]);
    });

    test("an infected file is read by nobody, its upload is told why, and it can be deleted for good", async () => {
      const webhook = await buildWebhook(school.administrator);
      const bytes = infectedPicture();
      const ticket = await arrived(by, bytes, {
        kind: "media",
        filename: "gift.png",
        contentType: TYPES.png,
      });
      const id = await withScanner(clamd, async () => {
        const { document } = await confirmUpload(by, ticket.uploadId);
        await scanObject(await heldObject(document.id));
        return document.id;
      });
      expect(await doorsOf(id)).toEqual(allSay("file_infected"));
      expect(await thumbnailOf(id)).toMatchObject({ quarantine: "infected", thumbnailUrl: null });
      expect(await scanOf(id)).toMatchObject({ scan: "infected", scanFound: EICAR_NAME });
      expect(await uploadRow(ticket.uploadId)).toMatchObject({
        status: "refused",
        refusalCode: "virus_found",
      });
      expect(await codeOf(confirmUpload(by, ticket.uploadId))).toBe("virus_found");
      const events = await auditOf(school.id, "document.infected");
      const [event, ...more] = events.filter(({ targetId }) => targetId === id);
      expect(more).toEqual([]);
      expect(event).toMatchObject({ targetId: id, outcome: "failed", details: { found: EICAR_NAME } });
      const said = await told(webhook.id);
      const ours = said.filter(({ data }) => data["id"] === id || data["code"] === "virus_found");
      expect(ours.map(({ type }) => type).sort()).toEqual([
        "document.created",
        "document.updated",
        "upload.failed",
      ]);
      // No scanner is asked again, and none that is turned off lets it out.
      await scanObject(await heldObject(id));
      expect(await statusOf(id)).toBe("infected");
      const key = (await documentRow(id))?.filePath ?? "";
      await trashDocuments(school.administrator, [id]);
      await purgeDocuments(school.administrator, [id]);
      await expect
        .poll(async () => {
          await endSignatures(school.id);
          await runJobs();
          return [await readBucket(key), await objectRow(key)];
        })
        .toEqual([null, undefined]);
    });

    test("what was read before and is found infected later goes from every place it was in", async () => {
      const { id } = await picture("old.png", infectedPicture());
      const { url } = await publishDocument(by, id);
      await copyPublished((await documentRow(id))?.publicObjectId ?? "");
      await makeThumbnail(id, { lastTry: true });
      expect([(await openLink(url)).status, (await thumbnailOf(id))?.thumbnailUrl]).toEqual([
        200,
        expect.any(String),
      ]);
      const objectId = await heldObject(id);
      await database()
        .update(objects)
        .set({ scan: "asked", scanAfter: sql`now()` })
        .where(eq(objects.id, objectId));
      // Until then it is as it was.
      expect(await codeOf(openDocument(by, id))).toBe("ok");
      await withScanner(clamd, () => scanObject(objectId));
      expect(await doorsOf(id)).toEqual(allSay("file_infected"));
      expect(await thumbnailOf(id)).toMatchObject({
        thumbnailUrl: null,
        publication: { state: "withdrawing" },
      });
      // Another test's worker may have the job, and a store that is down for it: then it is put off.
      await expect
        .poll(
          async () => {
            await endSignatures(school.id);
            await runJobs();
            return [(await openLink(url)).status, await findPublication(by, id)];
          },
          { timeout: 30_000 },
        )
        .toEqual([404, null]);
    });

    test("killed in mid-scan it leaves the file where it was; started again it lets it through", async () => {
      await withScanner(clamd, async () => {
        const { id } = await picture("film.png", pngFile("c".repeat(1024 * 1024)));
        const objectId = await heldObject(id);
        clamd.freeze();
        const scanning = scanObject(objectId);
        await expect
          .poll(async () => (await scanOf(id))?.scanAfter?.getTime() ?? 0)
          .toBeGreaterThan(Date.now() + 300_000);
        await clamd.kill();
        await scanning;
        expect(await doorsOf(id)).toEqual(allSay("file_checking"));
        expect((await scanOf(id))?.scanTries).toBe(1);
        await scanObject(objectId);
        expect(await statusOf(id)).toBe("checking");
        await clamd.start();
        await scanObject(objectId);
        expect(await statusOf(id)).toBe("ready");
      });
    });
  },
);
