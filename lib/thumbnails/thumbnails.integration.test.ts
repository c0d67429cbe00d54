import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { presentDocument } from "#lib/api/document.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { listDocumentRecords } from "#lib/documents/records.data.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { newThumbnailKey } from "#lib/storage/keys.ts";
import { putThumbnail } from "#lib/storage/objects.ts";
import { listBucket, readBucket, withStoreDown } from "#lib/testing/bucket.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs, thumbnailJobs } from "#lib/testing/jobs.ts";
import { documentRow, objectRow, totalsOf } from "#lib/testing/rows.ts";
import { docxFile, pdfFile, pngFile, TYPES } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";
import { findThumbnailSource } from "#lib/thumbnails/data.ts";
import { fillThumbnails, giveUpUnfinished } from "#lib/thumbnails/fill.mutations.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { finishThumbnail, planThumbnail } from "#lib/thumbnails/mutations.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterEach(() => expectInvariants(school.id));

const storePdf = async () => storeFile(school.teacher, {}, await pdfFile());
const storePng = (bytes = pngFile()) =>
  storeFile(school.teacher, { filename: "patio.png", contentType: TYPES.png }, bytes);
const make = (id: string) => makeThumbnail(id, { lastTry: false });

/** A whole PNG as far as the checks of an upload look, whose pixels are rubbish. */
function brokenPng(): Buffer {
  const bytes = pngFile();
  bytes.write("rubbish", bytes.indexOf("IDAT") + 4);
  return bytes;
}

async function thumbnailOf(documentId: string) {
  const id = (await documentRow(documentId))?.thumbnailObjectId;
  if (id == null) return null;
  const [object] = await database().select().from(objects).where(eq(objects.id, id));
  return object ?? null;
}

/** The keys of a document's thumbnails in the bucket. */
const stored = async (documentId: string) => [
  ...(await listBucket(`thumbnails/${school.id}/${documentId}/`)).keys(),
];

async function expectNothingLeft(...keys: string[]): Promise<void> {
  await endSignatures(school.id);
  await vi.waitFor(
    async () => {
      await runJobs();
      for (const key of keys)
        expect([await readBucket(key), await objectRow(key)]).toEqual([null, undefined]);
    },
    { timeout: 10_000, interval: 100 },
  );
}

describe("the job", () => {
  test("is added by the confirm, for what a picture can be made of", async () => {
    const pdf = await storePdf();
    expect(await thumbnailJobs(pdf.id)).toEqual([
      {
        task: "make_thumbnail",
        attempts: 0,
        priority: 10,
        flags: { thumbnail: true },
        payload: { documentId: pdf.id },
      },
    ]);
    const word = await storeFile(school.teacher, { filename: "a.docx", contentType: TYPES.docx }, docxFile());
    expect(await thumbnailJobs(word.id)).toEqual([]);
  });

  test.each([
    ["picture", () => storePng()],
    ["PDF", storePdf],
  ])("makes a thumbnail of a %s, once, and counts nothing", async (_name, store) => {
    const document = await store();
    const before = await totalsOf(school.id);
    await make(document.id);
    const object = await thumbnailOf(document.id);
    expect(object).toMatchObject({ purpose: "thumbnail", state: "live", signedUntil: null });
    expect(object?.key).toMatch(new RegExp(`^thumbnails/${school.id}/${document.id}/[0-9a-f-]{36}\\.webp$`));
    const bytes = await readBucket(object?.key ?? "");
    expect((await sharp(bytes ?? Buffer.alloc(0)).metadata()).format).toBe("webp");
    expect(await totalsOf(school.id)).toEqual(before);

    await make(document.id);
    expect((await thumbnailOf(document.id))?.id).toBe(object?.id);
    expect(await stored(document.id)).toEqual([object?.key]);
  });

  test("is done with a file that cannot be drawn, and nobody tries again", async () => {
    const document = await storePng(brokenPng());
    await make(document.id);
    expect(await thumbnailOf(document.id)).toBeNull();
    expect((await documentRow(document.id))?.thumbnailFailedAt).not.toBeNull();
    expect(await findThumbnailSource(document.id)).toBeNull();
    expect(await stored(document.id)).toEqual([]);
  });

  test("is tried again after the store was away", async () => {
    const document = await storePdf();
    await expect(withStoreDown(() => make(document.id))).rejects.toMatchObject({
      code: "storage_unavailable",
    });
    expect((await documentRow(document.id))?.thumbnailFailedAt).toBeNull();
    await make(document.id);
    expect((await thumbnailOf(document.id))?.state).toBe("live");
  });

  test("run twice at once makes one thumbnail, and leaves nothing of the other", async () => {
    const document = await storePdf();
    await Promise.all([make(document.id), make(document.id)]);
    const object = await thumbnailOf(document.id);
    const others = (await stored(document.id)).filter((key) => key !== object?.key);
    await expectNothingLeft(...others);
    expect(await stored(document.id)).toEqual([object?.key]);
  });

  test("of a document that is gone does nothing", async () => {
    await expect(make("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000")).resolves.toBeUndefined();
  });
});

describe("purging", () => {
  test("a document deletes its thumbnail with it; the trash keeps both", async () => {
    const document = await storePdf();
    await make(document.id);
    const { key = "" } = (await thumbnailOf(document.id)) ?? {};
    await trashDocuments(school.teacher, [document.id]);
    await runJobs();
    expect(await readBucket(key)).not.toBeNull();
    await purgeDocuments(school.administrator, [document.id]);
    expect([undefined, "deleting"]).toContain((await objectRow(key))?.state);
    await expectNothingLeft(key, document.filePath);
  });

  test("a document while its thumbnail is stored leaves nothing over", async () => {
    const document = await storePdf();
    const source = await findThumbnailSource(document.id);
    if (source === null) throw new Error("There is no source.");
    const key = newThumbnailKey(school.id, document.id);
    const objectId = await planThumbnail(source, key, 4);
    await trashDocuments(school.teacher, [document.id]);
    await purgeDocuments(school.administrator, [document.id]);
    await putThumbnail(key, Buffer.from("webp"));
    expect(await finishThumbnail(source, objectId)).toBe(true);
    expect([undefined, "deleting"]).toContain((await objectRow(key))?.state);
    await expectNothingLeft(key, document.filePath);
  });

  test("a restricted document's is restricted from its row on, also where it is never finished", async () => {
    const { administrator: by } = school;
    const secret = (await addClass(by, "Secret")).find(({ name }) => name === "Secret")?.id ?? "";
    await restrictClass(by, secret, true);
    const planned = async (id: string) => {
      const source = await findThumbnailSource(id);
      if (source === null) throw new Error("There is no source.");
      const key = newThumbnailKey(school.id, id);
      await planThumbnail(source, key, 4);
      return (await objectRow(key))?.restricted;
    };
    const [hidden, open] = [await storeFile(by, { recordClassId: secret }), await storePdf()];
    expect([await planned(hidden.id), await planned(open.id)]).toEqual([true, false]);
  });
});

describe("the filler", () => {
  const MANY = 20_000;
  const old = (id: string) =>
    database()
      .update(documents)
      .set({ uploadedAt: sql`now() - interval '3 minutes'` })
      .where(eq(documents.id, id));
  const loseJob = (id: string) =>
    database().execute(sql`select graphile_worker.remove_job(${`thumbnail:${id}`})`);

  test("adds the job of every document that has neither thumbnail nor job", async () => {
    const [lost, fresh, waiting, failed, made] = [
      await storePdf(),
      await storePdf(),
      await storePdf(),
      await storePng(brokenPng()),
      await storePdf(),
    ];
    await make(failed.id);
    await make(made.id);
    for (const { id } of [lost, fresh, failed, made]) await loseJob(id);
    for (const { id } of [lost, waiting, failed, made]) await old(id);
    await fillThumbnails(MANY);
    const jobs = async ({ id }: { id: string }) => (await thumbnailJobs(id)).length;
    expect(await Promise.all([lost, fresh, waiting, failed, made].map(jobs))).toEqual([1, 0, 1, 0, 0]);
    await fillThumbnails(MANY);
    expect(await jobs(lost)).toBe(1);
  });

  test("removes what a worker that died has stored and not finished", async () => {
    const document = await storePdf();
    const source = await findThumbnailSource(document.id);
    if (source === null) throw new Error("There is no source.");
    const key = newThumbnailKey(school.id, document.id);
    const objectId = await planThumbnail(source, key, 4);
    await putThumbnail(key, Buffer.from("webp"));
    await giveUpUnfinished(MANY);
    expect((await objectRow(key))?.state).toBe("pending");

    await database()
      .update(objects)
      .set({ signedUntil: sql`now() - interval '2 minutes'` })
      .where(eq(objects.id, objectId));
    await giveUpUnfinished(MANY);
    // The worker was only slow: it learns that it came too late.
    expect(await finishThumbnail(source, objectId)).toBe(false);
    await expectNothingLeft(key);
    await make(document.id);
    expect((await thumbnailOf(document.id))?.state).toBe("live");
  });
});

describe("a list", () => {
  const shown = async (actor: Actor, id: string, view: "live" | "trash" = "live") =>
    (await listDocuments(actor, { view, limit: 100 })).items.find((item) => item.id === id)?.thumbnailUrl;

  test("has the address of each thumbnail, for those who may read the document", async () => {
    const other = await buildSchool();
    const [document, plain] = [await storePdf(), await storePdf()];
    await make(document.id);
    const { key = "" } = (await thumbnailOf(document.id)) ?? {};
    const url = await shown(school.viewer, document.id);
    expect(await shown(school.viewer, plain.id)).toBeNull();
    const answer = await fetch(url ?? "");
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
      200,
      "image/webp",
      "private, max-age=900",
    ]);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(await readBucket(key));

    expect(JSON.stringify(await listDocuments(other.administrator, { view: "live" }))).not.toContain(
      school.id,
    );
    await trashDocuments(school.teacher, [document.id]);
    expect(await shown(school.teacher, document.id, "trash")).toContain(key);
    expect(await shown(school.viewer, document.id, "trash")).toBeUndefined();
  });

  test("of the HTTP API knows nothing of them", async () => {
    const document = await storePdf();
    await make(document.id);
    const { actor } = await school.token();
    const { items } = await listDocumentRecords(actor, {});
    const answer = JSON.stringify(items.map((item) => presentDocument(actor, item)));
    expect(answer).toContain(document.id);
    expect(answer).not.toContain("thumbnail");
  });

  test("cannot have another school's thumbnail, not even by a slip in a row", async () => {
    const other = await buildSchool();
    const [ours, theirs] = [await storePdf(), await storeFile(other.teacher)];
    await makeThumbnail(theirs.id, { lastTry: true });
    const thumbnailObjectId = (await documentRow(theirs.id))?.thumbnailObjectId ?? null;
    expect(thumbnailObjectId).not.toBeNull();
    await expect(
      database().update(documents).set({ thumbnailObjectId }).where(eq(documents.id, ours.id)),
    ).rejects.toThrow();
    await expectInvariants(other.id);
  });
});
