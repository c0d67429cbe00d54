import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { editDocument } from "#lib/documents/edit.mutations.ts";
import { trashDocuments } from "#lib/documents/mutations.ts";
import { schoolLogo } from "#lib/logo/data.ts";
import { chooseLogo, removeLogo, restartLostLogos } from "#lib/logo/mutations.ts";
import { listRecordClasses } from "#lib/record-classes/data.ts";
import { addClass, restrictClass } from "#lib/record-classes/mutations.ts";
import { storeAt, withStore } from "#lib/testing/bucket.ts";
import { faultyStore } from "#lib/testing/faulty-store.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import {
  agePicked,
  brokenPicture,
  lose,
  openLink,
  storePicture,
  withoutPublicBucket,
} from "#lib/testing/public.ts";
import { auditOf } from "#lib/testing/rows.ts";
import { pngFile } from "#lib/testing/sample-files.ts";
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

const bytesAt = async (url: string | null | undefined) =>
  Buffer.from(await (await openLink(url ?? null)).arrayBuffer());

test("a picture among the media becomes the logo: a PNG of its own that anybody can see, and another in its place", async () => {
  const { administrator } = school;
  expect(await schoolLogo(administrator)).toBeNull();
  const file = await storePicture(administrator);
  await chooseLogo(administrator, file.id);
  expect(await schoolLogo(school.viewer)).toMatchObject({ url: null, making: true });
  await runJobs();
  const logo = await schoolLogo(school.viewer);
  expect(logo).toMatchObject({ making: false, failed: false, removing: false });
  expect(logo?.url).toMatch(new RegExp(`/media/${school.id}/logo\\.png\\?v=`));
  const answer = await openLink(logo?.url ?? null);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  const first = await bytesAt(logo?.url);
  expect(first.toString("latin1", 1, 4)).toBe("PNG");

  const other = await storePicture(administrator, "other.png");
  await chooseLogo(administrator, other.id);
  expect((await schoolLogo(administrator))?.url).toBe(logo?.url);
  await runJobs();
  const next = await schoolLogo(administrator);
  expect(next?.url).not.toBe(logo?.url);
  // It is a picture of its own: what it was made of may go.
  await trashDocuments(administrator, [file.id, other.id]);
  await runJobs();
  expect((await openLink(next?.url ?? null)).status).toBe(200);
  expect((await auditOf(school.id, "school.logo_chosen")).map(({ targetId }) => targetId)).toEqual([
    file.id,
    other.id,
  ]);
  await removeLogo(administrator);
  await runJobs();
  expect([await schoolLogo(administrator), (await openLink(next?.url ?? null)).status]).toEqual([null, 404]);
});

test("only an administrator chooses or removes it, of their own school's media, and of pictures alone", async () => {
  const picture = await storePicture(school.registrar);
  for (const actor of [school.registrar, school.teacher, school.viewer]) {
    await expect(chooseLogo(actor, picture.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeLogo(actor)).rejects.toMatchObject({ code: "forbidden" });
  }
  const other = await buildSchool();
  await expect(chooseLogo(other.administrator, picture.id)).rejects.toMatchObject({ code: "not_found" });
  const document = await storeFile(
    school.administrator,
    { filename: "child.png", contentType: "image/png" },
    pngFile(),
  );
  await expect(chooseLogo(school.administrator, document.id)).rejects.toMatchObject({
    code: "not_publishable",
  });
  await withoutPublicBucket(async () => {
    await expect(chooseLogo(school.administrator, picture.id)).rejects.toMatchObject({
      code: "public_not_configured",
    });
  });
  expect(await schoolLogo(school.administrator)).toBeNull();
});

test("one that cannot be made of its file is told as failed, and leaves the last one", async () => {
  const { administrator } = school;
  const file = await storePicture(administrator);
  await chooseLogo(administrator, file.id);
  await runJobs();
  const logo = await schoolLogo(administrator);
  const broken = await storeFile(
    administrator,
    { kind: "media", filename: "broken.png", contentType: "image/png" },
    brokenPicture(),
  );
  await chooseLogo(administrator, broken.id);
  await runJobs();
  expect(await schoolLogo(administrator)).toEqual({ ...logo, failed: true });
  await chooseLogo(administrator, file.id);
  await runJobs();
  expect(await schoolLogo(administrator)).toMatchObject({ failed: false, making: false });
});

test("while the public store is away it is made, and removed, later", async () => {
  const { administrator } = school;
  const file = await storePicture(administrator);
  await using down = await faultyStore(({ url }) => (url?.startsWith("/athena-test-public") ? 503 : null));
  await withStore(storeAt(down.endpoint), async () => {
    await chooseLogo(administrator, file.id);
    await runJobs();
  });
  expect((await schoolLogo(administrator))?.making).toBe(true);
  // And its job is lost as well.
  await lose(`logo:${school.id}`);
  await endSignatures(school.id);
  await agePicked(school.id);
  expect(await restartLostLogos()).toBe(1);
  await runJobs();
  const logo = await schoolLogo(administrator);
  expect(logo).toMatchObject({ making: false });
  await withStore(storeAt(down.endpoint), async () => {
    await removeLogo(administrator);
    await runJobs();
  });
  expect(await schoolLogo(administrator)).toMatchObject({ removing: true, url: null });
  await expect(chooseLogo(administrator, file.id)).rejects.toMatchObject({ code: "still_public" });
  await endSignatures(school.id);
  await runJobs();
  expect(await schoolLogo(administrator)).toBeNull();
});

test("a picture that is restricted is no logo, and one that becomes so is taken back", async () => {
  const { administrator } = school;
  const [secret, plain] = ["Secret", "Plain"];
  for (const name of [secret, plain]) await addClass(administrator, name);
  const classes = await listRecordClasses(administrator);
  const idOf = (name: string) => classes.find((one) => one.name === name)?.id ?? "";
  await restrictClass(administrator, idOf(secret), true);
  const shown = async () => {
    await runJobs();
    return (await schoolLogo(administrator))?.url ?? null;
  };
  const taken = async (url: string | null) => {
    await endSignatures(school.id);
    expect(await shown()).toBeNull();
    expect((await openLink(url)).status).toBe(404);
  };
  const file = await storePicture(administrator);

  await editDocument(administrator, file.id, { recordClass: secret });
  await expect(chooseLogo(administrator, file.id)).rejects.toMatchObject({ code: "not_publishable" });
  await editDocument(administrator, file.id, { recordClass: plain });

  // While nobody has drawn it yet.
  await chooseLogo(administrator, file.id);
  await database()
    .update(documents)
    .set({ recordClassId: idOf(secret) })
    .where(eq(documents.id, file.id));
  expect(await shown()).toBeNull();
  expect(await schoolLogo(administrator)).toMatchObject({ failed: true });
  await editDocument(administrator, file.id, { recordClass: plain });

  await chooseLogo(administrator, file.id);
  const first = await shown();
  expect((await openLink(first)).status).toBe(200);
  await editDocument(administrator, file.id, { recordClass: secret });
  await taken(first);

  // Also of a file in the trash.
  await editDocument(administrator, file.id, { recordClass: plain });
  await chooseLogo(administrator, file.id);
  const second = await shown();
  await trashDocuments(administrator, [file.id]);
  expect((await openLink(second)).status).toBe(200);
  const before = await auditOf(school.id, "school.logo_removed");
  await restrictClass(administrator, idOf(plain), true);
  await taken(second);
  expect(await auditOf(school.id, "school.logo_removed")).toHaveLength(before.length + 1);
});
