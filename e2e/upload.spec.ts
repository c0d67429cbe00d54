import type { Page } from "@playwright/test";
import { dropMade } from "./fixtures/drop.ts";
import type { Installation } from "./fixtures/installation.ts";
import type { School } from "./fixtures/school.ts";
import { expect, test } from "./fixtures/test.ts";
import { cutShort, empty, pageCalledPdf, renamedProgram, tooLarge } from "./samples/bad.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import { type Sample, sha256 } from "./samples/sample.ts";
import { schoolBag } from "./samples/school-bag.ts";

/** What the database and the bucket hold of a school, by file name. */
async function heldOf({ sql, bucket }: Installation, school: School) {
  const documents = await sql<{ filename: string; file_path: string; file_size: string; sha256: string }[]>`
    select filename, file_path, file_size, sha256 from documents where school_id = ${school.id}`;
  const leftOver = await sql<{ filename: string; state: string }[]>`
    select u.filename, o.state from uploads u join objects o on o.id = u.object_id
    where u.school_id = ${school.id} and u.status <> 'done'`;
  const [totals] = await sql<{ objects: string; bytes: string }[]>`
    select objects, bytes from storage_totals where school_id = ${school.id} and kind = 'document'`;
  return { documents, leftOver, totals, keys: await bucket.keys(`documents/${school.id}/`) };
}

/** Makes the page's browser tell a smaller size of one file than it has, as a faulty or lying one would. */
async function understate(page: Page, name: string): Promise<void> {
  await page.addInitScript((liar) => {
    const real = Object.getOwnPropertyDescriptor(Blob.prototype, "size");
    Object.defineProperty(Blob.prototype, "size", {
      configurable: true,
      get(this: Blob) {
        const size = Number(real?.get?.call(this));
        return this instanceof File && this.name === liar ? size - 100 : size;
      },
    });
  }, name);
}

const wholeOf = (samples: readonly Sample[]) =>
  Object.fromEntries(samples.map(({ name, bytes }) => [name, sha256(bytes)]));

test("fifty files dropped at once are listed without a reload and come back byte for byte", async ({
  documents,
  page,
  installation,
  school,
}) => {
  test.setTimeout(120_000);
  const bag = await schoolBag(50);
  const late = await letter("una más, con el botón.pdf", 2);
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });

  await documents.drop(bag);
  await expect(documents.tray.title).toHaveText("50 files uploaded");
  await documents.choose(late);
  await expect(documents.tray.title).toHaveText("51 files uploaded");
  await documents.tray.close();

  const all = [...bag, late];
  await expect
    .poll(() => documents.names().then((names) => names.toSorted()))
    .toEqual(all.map(({ name }) => name).toSorted());
  await expect(page.getByText("51 files", { exact: true })).toBeVisible();
  expect(loads).toBe(0);

  const downloaded: Record<string, string> = {};
  for (const { name } of all) downloaded[name] = sha256((await documents.download(name)).bytes);
  expect(downloaded).toEqual(wholeOf(all));

  const held = await heldOf(installation, school);
  expect(Object.fromEntries(held.documents.map((row) => [row.filename, row.sha256]))).toEqual(wholeOf(all));
  expect(held.keys).toEqual(held.documents.map((row) => row.file_path).toSorted());
  expect(held.totals).toEqual({
    objects: "51",
    bytes: String(all.reduce((sum, { bytes }) => sum + bytes.length, 0)),
  });

  // What another visit sees is the same, not what this page remembers.
  await documents.open();
  await documents.showAll();
  expect((await documents.names()).toSorted()).toEqual(all.map(({ name }) => name).toSorted());
});

test.describe("with bad files among them", () => {
  const REASONS: Record<string, RegExp> = {
    "programa.pdf": /what is in it is|is not what its name says/,
    "página.pdf": /The name says PDF, but what is in it is HTML/,
    "más de lo dicho.pdf": /The store refused the file.*Nothing of it was kept/,
    "vacío.pdf": /The file is empty: it has 0 bytes/,
    "a medias.pdf": /The file is damaged: its end is missing/,
  };

  test("forty-five are stored, five are explained, and nothing of the five is left", async ({
    page,
    documents,
    installation,
    school,
  }) => {
    test.setTimeout(120_000);
    const before = await heldOf(installation, school);
    const good = (await schoolBag(60, "bien ")).slice(14, 59);
    const bad = [
      renamedProgram("programa.pdf"),
      pageCalledPdf("página.pdf"),
      await letter("más de lo dicho.pdf", 3),
      empty("vacío.pdf"),
      await cutShort("a medias.pdf"),
    ];
    await understate(page, "más de lo dicho.pdf");
    await documents.open();
    await documents.drop(
      [...bad, ...good].toSorted((a, b) => sha256(a.bytes).localeCompare(sha256(b.bytes))),
    );

    await expect(documents.tray.title).toHaveText("45 uploaded, 5 need attention");
    for (const [name, reason] of Object.entries(REASONS)) {
      await expect(documents.tray.row(name)).toContainText(reason);
    }
    await documents.page.getByRole("link", { name: "Trash" }).click();
    await expect(documents.page.getByRole("heading", { level: 1, name: "Trash" })).toBeVisible();
    await expect(documents.tray.title).toHaveText("45 uploaded, 5 need attention");

    await documents.open();
    await documents.showAll();
    for (const { name } of bad) await expect(documents.file(name)).toHaveCount(0);
    for (const { name } of good) await expect(documents.file(name)).toHaveCount(1);

    await expect
      .poll(async () => (await heldOf(installation, school)).keys.length - before.keys.length)
      .toBe(45);
    const held = await heldOf(installation, school);
    expect(held.keys).toEqual(held.documents.map((row) => row.file_path).toSorted());
    expect(held.documents.map((row) => row.filename)).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(programa|página|más de lo dicho|vacío|a medias)\.pdf$/),
      ]),
    );
    // Rows wait as `deleting` until their signature can write no more; none is pending or live.
    expect(held.leftOver.filter(({ state }) => state !== "deleting")).toEqual([]);
    expect(Number(held.totals?.objects) - Number(before.totals?.objects ?? 0)).toBe(45);
  });

  test("what the policy refuses is refused before a byte is sent, each with its reason", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    const before = await heldOf(installation, school);
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(installation.bucket.origin)) sent.push(request.url());
    });
    const page2 = { name: "macros.xlsm", type: "application/vnd.ms-excel", bytes: Buffer.from("PK") };
    await documents.drop([tooLarge("enorme.png"), page2, empty("nada.png")]);
    await expect(documents.tray.title).toHaveText("0 uploaded, 3 need attention");
    await expect(documents.tray.row("enorme.png")).toContainText(/at most 10 MB are taken here/);
    await expect(documents.tray.row("macros.xlsm")).toContainText(/XLSM are not taken here/);
    await expect(documents.tray.row("nada.png")).toContainText(/0 bytes/);
    expect(sent).toEqual([]);
    expect((await heldOf(installation, school)).keys).toEqual(before.keys);
  });
});

test("files dragged over the window turn all of it into the place to drop them", async ({
  documents,
  page,
}) => {
  const over = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "carta.pdf", { type: "application/pdf" }));
    return data;
  });
  const main = page.getByRole("main");
  await main.dispatchEvent("dragenter", { dataTransfer: over });
  await expect(page.getByText("Drop to upload to Documents")).toBeVisible();
  await expect(page.getByText("PDF, images, Word, up to 10 MB", { exact: true })).toBeVisible();
  await main.dispatchEvent("dragleave", { dataTransfer: over });
  await expect(page.getByText("Drop to upload to Documents")).toHaveCount(0);
  await expect(documents.tray.box).toHaveCount(0);
});

test("names that no disk takes come back exactly as given", async ({ documents }) => {
  const names = ["a/b\\c: ¿qué? <x>|*.png", `${"🦉".repeat(251)}.png`];
  await dropMade(
    documents.page,
    names.map((name) => photo(name)),
  );
  await documents.settled();
  await expect(documents.tray.title).toHaveText("2 files uploaded");
  for (const name of names) await expect(documents.file(name)).toHaveCount(1);

  await dropMade(documents.page, [photo(`${"🦉".repeat(252)}.png`)]);
  await documents.settled();
  await expect(documents.tray.box).toContainText("more than 255 characters");
});
