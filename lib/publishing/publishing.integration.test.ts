import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/auth/actor.ts";
import { listDocuments } from "#lib/documents/data.ts";
import { documentHistory } from "#lib/documents/history.data.ts";
import { purgeDocuments, restoreDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import { getDocumentRecord } from "#lib/documents/records.data.ts";
import { settleProof } from "#lib/proofs/mutations.ts";
import { beginCopy, finishCopy, restartLostCopies } from "#lib/publishing/copy.mutations.ts";
import { copyPublished } from "#lib/publishing/copy.ts";
import { findPublication } from "#lib/publishing/data.ts";
import { publishDocument, unpublishDocument } from "#lib/publishing/mutations.ts";
import { listBucket, readBucket, storeAt, withStore, withStoreDown } from "#lib/testing/bucket.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import {
  copyLate,
  lose,
  openLink,
  storePicture,
  unproven,
  withoutPublicBucket,
} from "#lib/testing/public.ts";
import { auditOf, documentRow, heldObject } from "#lib/testing/rows.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { storeFile } from "#lib/testing/upload.ts";

let school: TestSchool;
beforeAll(async () => {
  school = await buildSchool();
});
afterAll(async () => {
  await endSignatures(school.id);
  await runJobs();
  await expectInvariants(school.id);
});

/** A picture that anybody can see, and its link. */
async function published(by: Actor = school.teacher) {
  const file = await storePicture(by);
  await publishDocument(by, file.id);
  await runJobs();
  const publication = await findPublication(by, file.id);
  expect(publication?.state).toBe("public");
  return { file, link: publication?.url ?? "" };
}

/** The store with a public bucket that does not answer. */
const publicDown = () => faultyStore(({ url }) => (url?.startsWith("/athena-test-public") ? 503 : null));

describe("a published file", () => {
  test("is there for anybody with the link, with its type, and for no longer than minutes in caches", async () => {
    const file = await storePicture(school.teacher, "Fiesta de ñandúes.png");
    const asked = await publishDocument(school.teacher, file.id);
    expect(asked.state).toBe("publishing");
    expect((await openLink(asked.url)).status).toBe(404);
    await runJobs();
    const { items } = await listDocuments(school.viewer, { view: "live", kind: "media" });
    const publication = items.find(({ id }) => id === file.id)?.publication ?? null;
    expect(publication).toEqual({ state: "public", url: asked.url });
    const answer = await openLink(asked.url);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(await readBucket(file.filePath));
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(answer.headers.get("content-disposition")).toMatch(/^inline; filename="Fiesta de nandues.png"/);
  });

  test("has a key that tells nothing of where the file itself is, and another one each time", async () => {
    const { file, link } = await published();
    const random = /[0-9a-f]{8}-[0-9a-f-]{27}(?=_)/;
    expect(decodeURI(link)).toMatch(new RegExp(`/media/${school.id}/[0-9a-f-]{36}_patio\\.png$`));
    expect(link.match(random)?.[0]).not.toBe(file.filePath.match(random)?.[0]);
    expect((await openLink(link.replace(random, file.filePath.match(random)?.[0] ?? ""))).status).toBe(404);
    await unpublishDocument(school.teacher, file.id);
    await runJobs();
    const again = await publishDocument(school.teacher, file.id);
    expect(again.url).not.toBe(link);
    await runJobs();
    expect([(await openLink(link)).status, (await openLink(again.url)).status]).toEqual([404, 200]);
  });

  test("is published once, however often it is asked for", async () => {
    const file = await storePicture(school.teacher);
    const links = await Promise.all([1, 2, 3].map(() => publishDocument(school.teacher, file.id)));
    await runJobs();
    links.push(await publishDocument(school.teacher, file.id));
    expect(new Set(links.map(({ url }) => url)).size).toBe(1);
    const events = (await auditOf(school.id, "document.published")).filter(
      ({ targetId }) => targetId === file.id,
    );
    expect(events.map(({ userId }) => userId)).toEqual([school.teacher.userId]);
  });

  test("is taken back, and its history tells both to all who may read it", async () => {
    const { file, link } = await published();
    expect((await unpublishDocument(school.teacher, file.id))?.state).toBe("withdrawing");
    await runJobs();
    expect((await openLink(link)).status).toBe(404);
    expect(await findPublication(school.teacher, file.id)).toBeNull();
    expect(await unpublishDocument(school.teacher, file.id)).toBeNull();
    const { entries } = await documentHistory(school.viewer, file.id);
    expect(entries.map(({ what }) => what)).toEqual(["unpublished", "published", "created"]);
    expect(await readBucket(file.filePath)).not.toBeNull();
  });
});

describe("never by mistake", () => {
  test("a document is not published, nor anything but media, by anybody", async () => {
    const document = await storeFile(school.administrator);
    const report = await storeFile(school.administrator, { kind: "report" });
    for (const { id } of [document, report]) {
      await expect(publishDocument(school.administrator, id)).rejects.toMatchObject({
        code: "not_publishable",
      });
      expect((await documentRow(id))?.publicObjectId).toBeNull();
    }
  });

  test("nobody publishes or takes back another school's file, nor learns of it", async () => {
    const { file, link } = await published();
    const other = await buildSchool();
    for (const act of [publishDocument, unpublishDocument, findPublication]) {
      await expect(act(other.administrator, file.id)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await openLink(link)).status).toBe(200);
  });

  test("a teacher publishes their own alone, a viewer nothing, and each denial is in the audit", async () => {
    const file = await storePicture(school.registrar);
    for (const actor of [school.teacher, school.viewer]) {
      await expect(publishDocument(actor, file.id)).rejects.toMatchObject({ code: "forbidden" });
      await expect(unpublishDocument(actor, file.id)).rejects.toMatchObject({ code: "forbidden" });
      const denied = (await auditOf(school.id, "access.denied")).filter(
        ({ targetId, userId }) => targetId === file.id && userId === actor.userId,
      );
      expect(denied).toHaveLength(2);
    }
    const own = await storePicture(school.teacher);
    expect((await publishDocument(school.administrator, own.id)).state).toBe("publishing");
  });

  test("nothing is where no public bucket is configured", async () => {
    const file = await storePicture(school.teacher);
    const { file: before } = await published();
    await withoutPublicBucket(async () => {
      await expect(publishDocument(school.teacher, file.id)).rejects.toMatchObject({
        code: "public_not_configured",
        status: 503,
      });
      expect(await findPublication(school.teacher, before.id)).toEqual({ state: "public", url: null });
    });
    expect((await documentRow(file.id))?.publicObjectId).toBeNull();
  });

  test("a file in the trash is not published", async () => {
    const file = await storePicture(school.teacher);
    await trashDocuments(school.teacher, [file.id]);
    await expect(publishDocument(school.teacher, file.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what goes is public no more", () => {
  test("in the trash, and coming back from it does not publish it again", async () => {
    const { file, link } = await published();
    await trashDocuments(school.teacher, [file.id]);
    await runJobs();
    expect((await openLink(link)).status).toBe(404);
    await restoreDocuments(school.teacher, [file.id]);
    await runJobs();
    expect(await findPublication(school.teacher, file.id)).toBeNull();
    expect((await openLink(link)).status).toBe(404);
    expect(
      (await listBucket(`media/${school.id}/`, { where: "public" })).has(new URL(link).pathname.slice(1)),
    ).toBe(false);
  });

  test("purged while the public store was away since: it goes once the store is back", async () => {
    const { file, link } = await published(school.administrator);
    await using down = await publicDown();
    await withStore(storeAt(down.endpoint), async () => {
      await trashDocuments(school.administrator, [file.id]);
      await runJobs();
      await purgeDocuments(school.administrator, [file.id]);
      await runJobs();
    });
    expect((await openLink(link)).status).toBe(200);
    await endSignatures(school.id);
    await runJobs();
    expect((await openLink(link)).status).toBe(404);
  });

  test("withdrawn because its bytes are not what was sent", async () => {
    const ticket = await storePicture(school.teacher);
    const { file, link } = await published();
    expect(await settleProof(await heldObject(ticket.id), "0".repeat(64))).toBe("decided");
    await unproven(file.id);
    expect(await settleProof(await heldObject(file.id), "0".repeat(64))).toBe("withdrawn");
    await runJobs();
    expect((await openLink(link)).status).toBe(404);
  });
});

describe("while the public store is away", () => {
  test("taking back is remembered, told as it is, and done later", async () => {
    const { file, link } = await published();
    await using down = await publicDown();
    await withStore(storeAt(down.endpoint), async () => {
      await unpublishDocument(school.teacher, file.id);
      await runJobs();
    });
    const still = await findPublication(school.viewer, file.id);
    expect(still).toEqual({ state: "withdrawing", url: link });
    expect((await openLink(link)).status).toBe(200);
    await expect(publishDocument(school.teacher, file.id)).rejects.toMatchObject({ code: "still_public" });
    // A second word changes nothing, and is no second event.
    await unpublishDocument(school.teacher, file.id);
    await endSignatures(school.id);
    await runJobs();
    expect([(await openLink(link)).status, await findPublication(school.teacher, file.id)]).toEqual([
      404,
      null,
    ]);
    const events = (await auditOf(school.id, "document.unpublished")).filter(
      ({ targetId }) => targetId === file.id,
    );
    expect(events).toHaveLength(1);
  });

  test("publishing waits, says so, and is done later; nothing at all answers in between", async () => {
    const file = await storePicture(school.teacher);
    const asked = await publishDocument(school.teacher, file.id);
    await withStoreDown(runJobs);
    expect((await findPublication(school.teacher, file.id))?.state).toBe("publishing");
    await endSignatures(school.id);
    await runJobs();
    expect((await openLink(asked.url)).status).toBe(200);
  });

  test("a store that cannot copy from one bucket to the other has the bytes brought", async () => {
    const file = await storePicture(school.teacher);
    const asked = await publishDocument(school.teacher, file.id);
    await using stiff = await faultyStore(({ headers }) =>
      headers["x-amz-copy-source"] === undefined ? null : 501,
    );
    await withStore(storeAt(stiff.endpoint), runJobs);
    const answer = await openLink(asked.url);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(await readBucket(file.filePath));
  });
});

describe("a worker that dies", () => {
  const objectOf = async (id: string) => (await documentRow(id))?.publicObjectId ?? "";

  test("before or behind the copy leaves a row by which another finishes it", async () => {
    const file = await storePicture(school.teacher);
    const { url } = await publishDocument(school.teacher, file.id);
    const objectId = await objectOf(file.id);
    expect(await beginCopy(objectId)).not.toBeNull();
    await lose(`publish:${objectId}`);
    expect(await restartLostCopies(100)).toBe(0);
    await endSignatures(school.id);
    expect(await restartLostCopies(100)).toBe(1);
    await runJobs();
    expect((await openLink(url)).status).toBe(200);
    expect(await restartLostCopies(100)).toBe(0);
  });

  test("in the middle of a copy that is taken back has it deleted again once it could be there", async () => {
    const file = await storePicture(school.teacher);
    const { url } = await publishDocument(school.teacher, file.id);
    const objectId = await objectOf(file.id);
    const plan = await beginCopy(objectId);
    await unpublishDocument(school.teacher, file.id);
    await runJobs();
    // The copy arrives late, and nobody comes back to see to it.
    await copyLate(plan?.key ?? "", plan?.publicKey ?? "");
    expect((await openLink(url)).status).toBe(200);
    expect((await findPublication(school.teacher, file.id))?.state).toBe("withdrawing");
    await endSignatures(school.id);
    await runJobs();
    expect([(await openLink(url)).status, await findPublication(school.teacher, file.id)]).toEqual([
      404,
      null,
    ]);
  });

  test("does no harm by coming back: what was taken back meanwhile is removed at once", async () => {
    const file = await storePicture(school.teacher);
    const { url } = await publishDocument(school.teacher, file.id);
    const objectId = await objectOf(file.id);
    await beginCopy(objectId);
    await trashDocuments(school.teacher, [file.id]);
    expect(await finishCopy(objectId)).toBe(false);
    await copyPublished(objectId);
    await endSignatures(school.id);
    await runJobs();
    expect((await openLink(url)).status).toBe(404);
    await expect(getDocumentRecord(school.teacher, file.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
