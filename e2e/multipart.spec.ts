import { onDisk } from "./fixtures/drop.ts";
import { uploadsOf } from "./fixtures/held.ts";
import type { Installation } from "./fixtures/installation.ts";
import { frailLine } from "./fixtures/network.ts";
import { followParts, gateParts, runOut } from "./fixtures/parts.ts";
import type { School } from "./fixtures/school.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { test as base, expect } from "./fixtures/test.ts";
import type { DocumentsPage } from "./pages/documents.ts";
import { photo } from "./samples/picture.ts";
import type { Sample } from "./samples/sample.ts";

const MEGABYTE = 1_000_000;
/** Eight parts of 8 MiB, the last one shorter. */
const SIZE = 60 * MEGABYTE;

/** A school that takes large files. */
const test = base.extend({
  school: async ({ school, installation }, use) => {
    await installation.sql`update schools set upload_rules = ${installation.sql.json({ document: { maxBytes: 500 * MEGABYTE } })} where id = ${school.id}`;
    await use(school);
  },
});

/** What the bucket has of a document. */
async function stored({ sql, bucket }: Installation, school: School, name: string) {
  const [row] = await sql<{ key: string; sha256: string | null; proven: boolean }[]>`
    select file_path as key, sha256, sha256_verified_at is not null as proven
    from documents where school_id = ${school.id} and filename = ${name} and deleted_at is null`;
  return row && { ...row, bytes: await bucket.bytes(row.key) };
}

/** Chooses a file on the disk with the upload button; it stays readable as long as `work` takes. */
async function choosing(documents: DocumentsPage, sample: Sample, work: () => Promise<void>) {
  await onDisk([sample], async (paths) => {
    const chooser = documents.page.waitForEvent("filechooser");
    await documents.uploadButton.first().click();
    await (await chooser).setFiles(paths);
    await work();
  });
}

test("a file in parts survives a busy store, a cut line and signatures that have run out", async ({
  documents,
  page,
  installation,
  school,
}) => {
  test.setTimeout(120_000);
  const film = photo("mural grande.png", { size: SIZE });
  const traffic = followParts(page);
  const line = await frailLine(page, -1);
  const busy = new Set([2, 5]);
  const gate = await gateParts(page, busy);
  const late = new Set([3]);
  await runOut(page, installation, school.id, late);
  const renewed: number[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/parts"))
      renewed.push(...(request.postDataJSON() as { part_numbers: number[] }).part_numbers);
  });

  await choosing(documents, film, async () => {
    gate.upTo(4);
    await expect.poll(() => traffic.taken.length, { timeout: 40_000 }).toBe(4);
    await line.cut();
    await expect(documents.tray.title).toContainText("Waiting for the connection");
    gate.upTo(8);
    await line.restore();
    await documents.settled();
  });
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await expect(documents.file(film.name)).toHaveCount(1);
  const found = await stored(installation, school, film.name);
  expect(found?.bytes.equals(film.bytes)).toBe(true);
  expect(busy.size).toBe(0);
  expect(late.size).toBe(0);
  expect(renewed).toContain(3);

  // Seen by its own fingerprint once the worker has read it.
  await expect
    .poll(async () => (await stored(installation, school, film.name))?.proven, { timeout: 60_000 })
    .toBe(true);
});

test("held, reloaded in the middle and taken up with the same file, no part is sent twice", async ({
  documents,
  page,
  installation,
  school,
}) => {
  test.setTimeout(120_000);
  page.on("dialog", (dialog) => dialog.accept());
  const film = photo("a medias.png", { size: SIZE });
  const before = followParts(page);
  const gate = await gateParts(page);
  await choosing(documents, film, async () => {
    gate.upTo(3);
    await expect.poll(() => before.taken.length, { timeout: 40_000 }).toBe(3);
    await documents.tray.button(`Pause ${film.name}`).click();
    await expect(documents.tray.row(film.name)).toContainText(/Paused: [\d.]+ MB of 60 MB/);
    await expect(documents.tray.title).toHaveText("Paused: 0 of 1 uploaded");
    await documents.tray.button(`Go on with ${film.name}`).click();
    gate.upTo(5);
    await expect.poll(() => before.taken.length, { timeout: 40_000 }).toBe(5);
    await documents.tray.button(`Pause ${film.name}`).click();
    await expect(documents.tray.title).toHaveText("Paused: 0 of 1 uploaded");
  });
  expect(new Set(before.taken)).toEqual(new Set([1, 2, 3, 4, 5]));
  gate.upTo(8);

  await documents.open();
  await expect(documents.tray.title).toHaveText("1 unfinished upload");
  await expect(documents.tray.row(film.name)).toContainText("Choose the same file to go on");
  const after = followParts(page);
  const again = documents.tray.button(`Choose ${film.name} to go on`);
  const other = photo(film.name, { size: SIZE, width: 65 });
  await onDisk([other], async ([path = ""]) => {
    const chooser = page.waitForEvent("filechooser");
    await again.click();
    await (await chooser).setFiles(path);
    await expect(documents.tray.row(film.name)).toContainText("Another file");
  });
  await onDisk([film], async ([path = ""]) => {
    const chooser = page.waitForEvent("filechooser");
    await again.click();
    await (await chooser).setFiles(path);
    await expect(documents.tray.title).toHaveText("1 file uploaded", { timeout: 40_000 });
  });
  // Each of the others once, and none of those that were there.
  expect(after.sent.toSorted((a, b) => a - b)).toEqual([6, 7, 8]);
  const found = await stored(installation, school, film.name);
  expect(found?.bytes.equals(film.bytes)).toBe(true);
  expect((await uploadsOf(installation, school)).filter((row) => row.filename === film.name)).toHaveLength(1);
});

test("what one person left unfinished is nobody else's to see, and can be given up", async ({
  documents,
  page,
  context,
  installation,
  school,
}) => {
  test.setTimeout(120_000);
  page.on("dialog", (dialog) => dialog.accept());
  const film = photo("privada.png", { size: SIZE });
  const traffic = followParts(page);
  const gate = await gateParts(page);
  await choosing(documents, film, async () => {
    gate.upTo(1);
    await expect.poll(() => traffic.taken, { timeout: 40_000 }).toEqual([1]);
    await documents.tray.button(`Pause ${film.name}`).click();
    await expect(documents.tray.title).toHaveText("Paused: 0 of 1 uploaded");
  });
  const { cookies: own } = await context.storageState();
  const { cookies: others } = await signInByHttp(installation.baseUrl, school.people.teacher);
  await context.clearCookies();
  await context.addCookies(others);
  await documents.open();
  await documents.choose(photo("otra cosa.png"));
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await expect(documents.tray.row(film.name)).toHaveCount(0);

  await context.clearCookies();
  await context.addCookies(own);
  await documents.open();
  await expect(documents.tray.title).toHaveText("1 unfinished upload");
  await documents.tray.cancel(film.name).click();
  await expect(documents.tray.box).toHaveCount(0);
  await expect
    .poll(
      async () => (await uploadsOf(installation, school)).find((row) => row.filename === film.name)?.status,
    )
    .toBe("aborted");
  await documents.open();
  await expect(documents.tray.box).toHaveCount(0);
});
