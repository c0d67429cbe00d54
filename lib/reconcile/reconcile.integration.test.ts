import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { objects } from "#db/schema/objects.ts";
import { reconcileFindings } from "#db/schema/reconcile-findings.ts";
import { reconcileRuns } from "#db/schema/reconcile-runs.ts";
import { storageTotals } from "#db/schema/storage-totals.ts";
import { openDocument, signDownload } from "#lib/documents/access.ts";
import { purgeDocuments, trashDocuments } from "#lib/documents/mutations.ts";
import type { DocumentRecord } from "#lib/documents/types.ts";
import { localOrigin } from "#lib/http/origin.ts";
import { publishDocument } from "#lib/publishing/mutations.ts";
import { manifestLines } from "#lib/reconcile/manifest.ts";
import { Pace } from "#lib/reconcile/pace.ts";
import { beginRepair } from "#lib/reconcile/repair.mutations.ts";
import { workOnRepair } from "#lib/reconcile/repair.ts";
import { beginRun, keepStep, openRun, restartLostRuns } from "#lib/reconcile/run.mutations.ts";
import { workOn } from "#lib/reconcile/run.ts";
import { takeStep } from "#lib/reconcile/step.ts";
import { type Hashes, SORTS, type Sort } from "#lib/reconcile/types.ts";
import { settleScan } from "#lib/scan/settle.mutations.ts";
import { createMultipart } from "#lib/storage/multipart.ts";
import { deleteObject } from "#lib/storage/objects.ts";
import { forceIntoBucket, openMultiparts, readBucket } from "#lib/testing/bucket.ts";
import { withScanner } from "#lib/testing/clamd.ts";
import { ownInstallation, withSettings } from "#lib/testing/installation.ts";
import { expectInvariants } from "#lib/testing/invariants.ts";
import { endSignatures, runJobs } from "#lib/testing/jobs.ts";
import { largePicture, partsTicket } from "#lib/testing/multipart.ts";
import { openLink, storePicture } from "#lib/testing/public.ts";
import { auditOf, documentRow, objectRow, versionsOf } from "#lib/testing/rows.ts";
import { pdfFile } from "#lib/testing/sample-files.ts";
import { buildSchool, type TestSchool } from "#lib/testing/school.ts";
import { arrived, storeFile, ticketFor } from "#lib/testing/upload.ts";
import { makeThumbnail } from "#lib/thumbnails/make.ts";
import { confirmUpload } from "#lib/uploads/confirm.ts";
import { deleteVersion, restoreVersion } from "#lib/versions/mutations.ts";

// It waits for jobs and for commands, on a machine that may be busy.
vi.setConfig({ testTimeout: 150_000 });

const subject = { origin: localOrigin("test") };
let end: () => Promise<void>;
let school: TestSchool;
let clean: DocumentRecord[];

beforeAll(async () => {
  end = await ownInstallation();
  school = await buildSchool();
  // Names whose order is another in JavaScript than among bytes.
  const names = ["plan.pdf", "～ tilde.pdf", "😀 face.pdf", "Zeta.pdf", "él.pdf", "a b+c%.pdf"];
  clean = [];
  for (const filename of names) clean.push(await storeFile(school.teacher, { filename }));
});
afterAll(() => end?.());
beforeEach(() => database().delete(reconcileRuns));

/** One run from beginning to end, in small pieces, on which nothing is too young. */
async function run(options: { hashes?: Hashes; graceHours?: number } = {}) {
  const settings = { RECONCILE_GRACE_HOURS: options.graceHours ?? 0 };
  return withSettings(settings, async () => {
    const asked = { origin: "command" as const, hashes: options.hashes ?? ("none" as const), job: false };
    const { run: begun } = await beginRun(subject, asked);
    await workOn(begun.id, { window: 3 });
    const [row] = await database().select().from(reconcileRuns).where(eq(reconcileRuns.id, begun.id));
    const findings = await database()
      .select()
      .from(reconcileFindings)
      .where(eq(reconcileFindings.runId, begun.id))
      .orderBy(reconcileFindings.id);
    if (row === undefined) throw new Error("There is no run.");
    return { id: begun.id, row, findings };
  });
}

const repair = (runId: string, ...sorts: Sort[]) =>
  beginRepair(subject, runId, { sorts, job: false }).then(() => workOnRepair(runId));

type Finding = Awaited<ReturnType<typeof run>>["findings"][number];
const said = ({ sort, key, kind }: Finding) => [sort, key ?? kind];
const inOrder = (list: unknown[][]) => list.map((one) => one.join(" ")).sort();

async function pictureWithThumbnail() {
  const picture = await storePicture(school.teacher);
  await makeThumbnail(picture.id, { lastTry: true });
  const id = (await documentRow(picture.id))?.thumbnailObjectId ?? "";
  const [row] = await database().select().from(objects).where(eq(objects.id, id));
  return { picture, thumbnail: row?.key ?? "" };
}

async function publishedPicture() {
  const picture = await storePicture(school.teacher, `${randomUUID()}.png`);
  const { url } = await publishDocument(school.administrator, picture.id);
  await runJobs();
  const id = (await documentRow(picture.id))?.publicObjectId ?? "";
  const [row] = await database().select().from(objects).where(eq(objects.id, id));
  return { url, key: row?.key ?? "" };
}

/** Every sort of fault, and what a run must say of each. */
async function plantFaults() {
  const lost = await storeFile(school.teacher, { filename: "lost.pdf" });
  await deleteObject(lost.filePath);
  const shorter = await storeFile(school.teacher, { filename: "short.pdf" });
  await forceIntoBucket(shorter.filePath, Buffer.from("%PDF-1.7 cut"), "application/pdf");
  const { picture, thumbnail } = await pictureWithThumbnail();
  await deleteObject(thumbnail);
  const copy = await publishedPicture();
  await deleteObject(copy.key, "public");
  const stray = `documents/${school.id}/2026/${randomUUID()}_😀 stray.pdf`;
  await forceIntoBucket(stray, await pdfFile(), "application/pdf");
  await forceIntoBucket("elsewhere.txt", Buffer.from("not ours"), "text/plain");
  const open = `media/${school.id}/${randomUUID()}_film.mp4`;
  await createMultipart(open, { contentType: "video/mp4", disposition: "inline" });
  await database()
    .update(storageTotals)
    .set({ bytes: sql`bytes + 5`, trashObjects: 3 })
    .where(sql`school_id = ${school.id} and kind = 'document'`);
  return {
    lost,
    shorter,
    picture,
    copy,
    stray,
    open,
    expected: [
      ["file_missing", lost.filePath],
      ["file_differs", shorter.filePath],
      ["copy_wrong", thumbnail],
      ["copy_wrong", copy.key],
      ["object_unknown", stray],
      ["object_unknown", "elsewhere.txt"],
      ["parts_unknown", open],
      ["totals_drift", "document"],
    ],
  };
}

/** Uploads, confirms, trashes and purges until it is told to stop. */
function traffic() {
  let goesOn = true;
  const done = (async () => {
    let rounds = 0;
    for (; goesOn || rounds < 3; rounds += 1) {
      const { id } = await storeFile(school.teacher, { filename: `traffic ${rounds}.pdf` });
      await ticketFor(school.teacher, await pdfFile());
      await trashDocuments(school.teacher, [id]);
      await purgeDocuments(school.administrator, [id]);
      await runJobs();
    }
    return rounds;
  })();
  return () => {
    goesOn = false;
    return done;
  };
}

test("all fits where nothing is wrong, and what is in flight is no fault", async () => {
  await ticketFor(school.teacher, await pdfFile());
  await arrived(school.teacher, await pdfFile());
  await partsTicket(school.teacher, largePicture());
  const doomed = await storeFile(school.teacher);
  await trashDocuments(school.teacher, [doomed.id]);
  await purgeDocuments(school.administrator, [doomed.id]);
  // The job that deletes it waits; half of the deletion was done.
  await deleteObject(doomed.filePath);
  const { row, findings } = await run();
  expect([row.state, findings.map(said)]).toEqual(["done", []]);
  expect(row.objects).toBeGreaterThanOrEqual(clean.length);
  expect(row.rows).toBeGreaterThan(row.objects);
});

test("every fault is found and no other while people upload and delete; then each is put right", async () => {
  const { expected, lost, shorter, picture, copy, stray, open } = await plantFaults();
  const stop = traffic();
  const { id, row, findings } = await run();
  expect(await stop()).toBeGreaterThanOrEqual(3);
  expect(inOrder(findings.map(said))).toEqual(inOrder(expected));
  expect(row.found).toEqual({
    file_missing: 1,
    file_differs: 1,
    copy_wrong: 2,
    object_unknown: 2,
    parts_unknown: 1,
    totals_drift: 1,
  });
  let manifest = "";
  for await (const lines of manifestLines(id, "ndjson")) manifest += lines;
  const told = manifest
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { place: string | null });
  expect(told).toHaveLength(expected.length);
  expect(manifest).not.toMatch(/lost|short|stray|film|patio/);

  await repair(id, ...SORTS);
  const dealtWith = await database().select().from(reconcileFindings).where(eq(reconcileFindings.runId, id));
  expect(dealtWith.map((finding) => finding.repair)).toEqual(expected.map(() => "done"));

  // Records of files stay and say what became of them; no half of one is shown.
  expect((await documentRow(lost.id))?.status).toBe("missing");
  expect((await documentRow(shorter.id))?.status).toBe("damaged");
  for (const { id: documentId } of [lost, shorter]) {
    await expect(openDocument(school.viewer, documentId)).rejects.toMatchObject({ code: "file_missing" });
    await expect(signDownload(school.viewer, documentId)).rejects.toMatchObject({ code: "file_missing" });
  }
  expect(await auditOf(school.id, "document.missing")).toMatchObject([{ targetId: lost.id }]);
  expect(await auditOf(school.id, "document.damaged")).toMatchObject([{ targetId: shorter.id }]);
  // The bytes that are there are somebody's perhaps: they stay too.
  expect(await readBucket(shorter.filePath)).not.toBeNull();

  await vi.waitFor(
    async () => {
      await runJobs();
      const left = [await readBucket(stray), await objectRow(stray), await readBucket("elsewhere.txt")];
      expect(left).toEqual([null, undefined, null]);
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(await openMultiparts(open)).toEqual([]);
  expect((await openLink(copy.url)).status).toBe(200);
  expect((await documentRow(picture.id))?.thumbnailObjectId).toBeNull();
  const actions = await database().execute<{ action: string; count: number }>(sql`
    select action, count(*)::int from audit_events where action like 'reconcile.%' and details ? 'finding' group by 1`);
  expect(Object.fromEntries(actions.map(({ action, count }) => [action, count]))).toEqual({
    "reconcile.copy_remade": 2,
    "reconcile.object_deleted": 2,
    "reconcile.parts_ended": 1,
    "reconcile.totals_set": 1,
  });

  // What was marked is found again, and there is nothing more to do about it.
  const again = await run();
  expect(inOrder(again.findings.map(({ sort, documentId, known }) => [sort, documentId, known]))).toEqual(
    inOrder([
      ["file_differs", shorter.id, true],
      ["file_missing", lost.id, true],
    ]),
  );
  await expect(repair(again.id, ...SORTS)).rejects.toMatchObject({ code: "not_found" });

  // Somebody puts the bytes back.
  // Longer than any of the others, so that the totals are off for sure.
  const bytes = Buffer.concat([await pdfFile(), Buffer.alloc(500, "\n")]);
  for (const { id: documentId, filePath } of [lost, shorter]) {
    await forceIntoBucket(filePath, bytes, "application/pdf");
    const set = { fileSize: bytes.length, sha256: null, sha256VerifiedAt: null };
    await database().update(documents).set(set).where(eq(documents.id, documentId));
    await database().update(objects).set({ size: bytes.length }).where(eq(objects.key, filePath));
  }
  const back = await run();
  expect(back.row.found).toEqual({ file_returned: 2, totals_drift: 1 });
  await repair(back.id, "file_returned", "totals_drift");
  expect((await openDocument(school.viewer, lost.id)).document.id).toBe(lost.id);
  expect((await run()).findings.map(said)).toEqual([]);
  await expectInvariants(school.id);
});

test("old versions are looked at like every file: nothing is left of them, and what is lost is found", async () => {
  const [doomed, file] = [await storeFile(school.teacher), await storeFile(school.teacher)];
  for (const { id } of [doomed, doomed, file, file]) {
    const { uploadId } = await arrived(school.teacher, await pdfFile(), { replaces: id });
    await confirmUpload(school.teacher, uploadId);
  }
  await restoreVersion(school.teacher, file.id, 2);
  await deleteVersion(school.administrator, file.id, 3);
  await trashDocuments(school.teacher, [doomed.id]);
  await purgeDocuments(school.administrator, [doomed.id]);
  await endSignatures(school.id);
  await runJobs();
  expect((await run()).findings.map(said)).toEqual([]);

  const bytes = (await readBucket(file.filePath)) ?? Buffer.of();
  await deleteObject(file.filePath);
  const { id, findings } = await run();
  expect(findings.map(({ sort, key, documentId }) => [sort, key, documentId])).toEqual([
    ["file_missing", file.filePath, file.id],
  ]);
  await repair(id, "file_missing");
  expect((await versionsOf(file.id)).map(({ number, status }) => [number, status])).toEqual([[1, "missing"]]);
  expect((await openDocument(school.viewer, file.id)).document.version).toBe(4);
  await forceIntoBucket(file.filePath, bytes, "application/pdf");
  await repair((await run()).id, "file_returned");
  await restoreVersion(school.teacher, file.id, 1);
  expect((await run()).findings.map(said)).toEqual([]);
  await expectInvariants(school.id);
});

test("bytes that are there again are scanned like new ones, whatever was said of the lost ones", async () => {
  const file = await storeFile(school.teacher);
  const bytes = (await readBucket(file.filePath)) ?? Buffer.of();
  const row = () => objectRow(file.filePath);
  await database().update(objects).set({ scan: "clean" }).where(eq(objects.key, file.filePath));
  await deleteObject(file.filePath);
  await repair((await run()).id, "file_missing");
  await forceIntoBucket(file.filePath, bytes, "application/pdf");
  await withScanner({ host: "127.0.0.1", port: 1 }, async () => {
    await repair((await run()).id, "file_returned");
  });
  expect((await documentRow(file.id))?.status).toBe("checking");
  expect(await row()).toMatchObject({ scan: "waiting", scanAfter: expect.any(Date) });
  await expect(openDocument(school.viewer, file.id)).rejects.toMatchObject({ code: "file_checking" });
  await settleScan((await row())?.id ?? "", { is: "clean" });
  expect((await openDocument(school.viewer, file.id)).document.id).toBe(file.id);
});

test("bytes of the same size are told by their checksum, where that is asked for", async () => {
  const file = await storeFile(school.teacher);
  const bytes = await readBucket(file.filePath);
  const others = Buffer.from(bytes ?? []);
  others[others.length - 8] = (others[others.length - 8] ?? 0) ^ 1;
  await forceIntoBucket(file.filePath, others, "application/pdf");
  expect((await run()).findings).toEqual([]);
  await database().delete(reconcileRuns);
  const { id, row, findings } = await run({ hashes: "read" });
  expect(findings.map(said)).toEqual([["file_differs", file.filePath]]);
  expect(row.hashed).toBeGreaterThan(clean.length);
  await repair(id, "file_differs");
  expect((await documentRow(file.id))?.status).toBe("damaged");
  // Its size is right: it is not taken for returned.
  const again = await run();
  expect(again.findings.map(({ sort, known }) => [sort, known])).toEqual([["file_differs", true]]);
  await forceIntoBucket(file.filePath, bytes ?? Buffer.alloc(0), "application/pdf");
  const back = await run();
  expect(back.findings.map(said)).toEqual([["file_returned", file.filePath]]);
  await repair(back.id, "file_returned");
  expect((await documentRow(file.id))?.status).toBe("ready");
});

test("what is young is left for the next run", async () => {
  const file = await storeFile(school.teacher);
  const bytes = await readBucket(file.filePath);
  await deleteObject(file.filePath);
  await forceIntoBucket("young.txt", Buffer.from("just now"), "text/plain");
  const { row, findings } = await run({ graceHours: 1 });
  expect([findings, row.found]).toEqual([[], {}]);
  expect(row.young).toBeGreaterThanOrEqual(2);
  await deleteObject("young.txt");
  await forceIntoBucket(file.filePath, bytes ?? Buffer.alloc(0), "application/pdf");
});

test("a run that is killed goes on where it was, and nothing is told twice", async () => {
  const strays = Array.from({ length: 5 }, (_, at) => `killed/${at}.txt`);
  for (const key of strays) await forceIntoBucket(key, Buffer.from("stray"), "text/plain");
  const id = await withSettings({ RECONCILE_GRACE_HOURS: 0 }, async () => {
    const asked = { origin: "command" as const, hashes: "none" as const, job: false };
    const { run: begun, isNew } = await beginRun(subject, asked);
    expect(isNew).toBe(true);
    // A second one is the same.
    expect(await beginRun(subject, asked)).toMatchObject({ run: { id: begun.id }, isNew: false });
    return begun.id;
  });
  expect(await workOn(id, { window: 3, until: () => true })).toBe("open");

  // This worker takes a step, and is taken for dead before it can keep it; another one does the same step.
  const stale = await openRun(id);
  if (stale === null) throw new Error("It has ended.");
  const settled = new Date(stale.createdAt);
  const step = await takeStep({ ...stale, settled, window: 3 }, new Pace(1000));
  expect(await workOn(id, { window: 3, until: () => true })).toBe("open");
  expect(await keepStep(stale, step, { ms: 1, requests: 1 })).toBeNull();

  // Its job is lost; the sweep notices that it stands still, and the worker does the rest.
  await restartLostRuns();
  await runJobs();
  expect((await openRun(id))?.finishedAt).toBeNull();
  await database()
    .update(reconcileRuns)
    .set({ workedAt: sql`now() - interval '2 minutes'` })
    .where(eq(reconcileRuns.id, id));
  await restartLostRuns();
  await runJobs();
  expect(await openRun(id)).toBeNull();
  const findings = await database()
    .select()
    .from(reconcileFindings)
    .where(eq(reconcileFindings.runId, id))
    .orderBy(reconcileFindings.id);
  expect(findings.map(({ key }) => key)).toEqual(strays);
  const [done] = await database().select().from(reconcileRuns).where(eq(reconcileRuns.id, id));
  const whole = await run();
  expect([done?.state, done?.objects, done?.rows]).toEqual(["done", whole.row.objects, whole.row.rows]);
  for (const key of strays) await deleteObject(key);
});

test("a repair that would touch too much touches nothing, and one that is no longer needed neither", async () => {
  const strays = Array.from({ length: 11 }, (_, at) => `many/${at}.txt`);
  for (const key of strays) await forceIntoBucket(key, Buffer.from("stray"), "text/plain");
  await database().update(reconcileFindings).set({ repairedAt: null });
  const { id } = await run();
  await expect(repair(id, "object_unknown")).rejects.toMatchObject({ code: "repair_too_large" });
  const [denied] = await database().execute<{ outcome: string }>(sql`
    select outcome from audit_events where action = 'reconcile.repair_asked' order by id desc limit 1`);
  expect(denied?.outcome).toBe("denied");
  for (const key of strays) expect(await objectRow(key)).toBeUndefined();
  await expect(
    withSettings({ RECONCILE_MAX_REPAIR_PERCENT: 0 }, () => repair(id, "object_unknown")),
  ).rejects.toMatchObject({ code: "repair_too_large" });

  // Five are gone by themselves before the operator allows more.
  for (const key of strays.slice(0, 5)) await deleteObject(key);
  await withSettings({ RECONCILE_MAX_REPAIR_PERCENT: 100 }, () => repair(id, "object_unknown"));
  const findings = await database().select().from(reconcileFindings).where(eq(reconcileFindings.runId, id));
  expect(findings.filter((finding) => finding.repair === "over")).toHaveLength(5);
  expect(findings.filter((finding) => finding.repair === "done")).toHaveLength(6);
  // Six were repaired today: with a limit of ten there is room for four.
  await forceIntoBucket("late/1.txt", Buffer.from("stray"), "text/plain");
  for (let n = 2; n <= 5; n += 1) await forceIntoBucket(`late/${n}.txt`, Buffer.from("stray"), "text/plain");
  await runJobs();
  const more = await run();
  expect(more.row.found).toEqual({ object_unknown: 5 });
  await expect(repair(more.id, "object_unknown")).rejects.toMatchObject({ code: "repair_too_large" });
  for (let n = 1; n <= 5; n += 1) await deleteObject(`late/${n}.txt`);
});

test("the command tells by its exit code what is left, and repairs when told", async () => {
  await database().update(reconcileFindings).set({ repairedAt: null });
  await forceIntoBucket("command.txt", Buffer.from("stray"), "text/plain");
  const say = async (...args: string[]) => {
    const node = ["--conditions=react-server", "scripts/run.mjs", "reconcile", ...args];
    const env = { ...process.env, RECONCILE_GRACE_HOURS: "0" };
    const child = spawn(process.execPath, node, { env, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(child, "exit");
    const printed = await text(child.stdout);
    return { code: (await ended)[0] as number, printed };
  };
  const found = await say("--json");
  expect([found.code, JSON.parse(found.printed)]).toMatchObject([
    2,
    { found: { object_unknown: 1 }, left: 1 },
  ]);
  const repaired = await say("--repair", "--only", "object_unknown");
  expect(repaired.code).toBe(0);
  expect(repaired.printed).toContain("(object_unknown)");
  await runJobs();
  expect(await readBucket("command.txt")).toBeNull();
});
