import { leftOver } from "./fixtures/held.ts";
import { expect, test } from "./fixtures/test.ts";
import { saved } from "./pages/documents.ts";
import { coloursOf } from "./pages/preview.ts";
import { TrashPage } from "./pages/trash.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import { essay } from "./samples/word.ts";

// The school begins empty, and its list grows from one journey to the next.
test.describe.configure({ mode: "serial" });

const photos = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => photo(`${name} ${String(at + 1).padStart(3, "0")}.png`));

test("an empty list says so and offers the button; a search that finds nothing names itself", async ({
  documents,
  page,
}) => {
  await expect(page.getByText("No documents yet")).toBeVisible();
  await expect(page.getByText(/Drop files anywhere on this page/)).toBeVisible();
  await expect(documents.uploadButton.last()).toBeVisible();
  await expect(documents.table).toHaveCount(0);

  await documents.open("?q=nadie");
  await expect(page.getByText("Nothing matches “nadie”")).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).last().click();
  await expect(page.getByText("No documents yet")).toBeVisible();
  await expect(page).toHaveURL(/\/documents$/);
});

test("a list longer than a page is read to its end, newest first, nothing twice and nothing missing", async ({
  api,
  documents,
  page,
}) => {
  test.setTimeout(120_000);
  const files = photos("álbum", 125);
  await api.storeAll(files);
  await documents.open();
  await expect(page.getByText("125 files", { exact: true })).toBeVisible();
  expect(await documents.names()).toHaveLength(50);
  await documents.showAll();
  expect(await documents.names()).toEqual(files.map(({ name }) => name).toReversed());
  await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
});

test("a search finds any part of a name, whatever its case and accents, and stays in the address", async ({
  api,
  documents,
  page,
}) => {
  const enrolment = await letter("Matrícula de José Ángel NÚÑEZ.pdf");
  await api.storeAll([enrolment, essay("50% de descuento_v2.docx")]);
  await documents.open();
  for (const part of ["jose angel", "NUÑEZ", "trícu", "MATRICULA"]) {
    await documents.search.fill(part);
    await expect(documents.rows).toHaveCount(1);
    await expect(documents.file(enrolment.name)).toBeVisible();
  }
  await expect(page).toHaveURL(/[?&]q=MATRICULA/);
  await page.reload();
  await expect(documents.search).toHaveValue("MATRICULA");
  await expect(documents.rows).toHaveCount(1);

  // What means something to the database is only text here.
  for (const [part, found] of [
    ["50%", 1],
    ["o_v2", 1],
    ["á%5", 0],
    ["'; drop table documents; --", 0],
  ] as const) {
    await documents.search.fill(part);
    await expect(
      page.getByText(found === 1 ? "1 file" : `Nothing matches “${part}”`, { exact: true }),
    ).toBeVisible();
  }
  await documents.search.press("Escape");
  await expect(page.getByText("127 files", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/documents$/);
});

test("what is deleted goes to the trash and comes back with Undo", async ({ api, documents, page }) => {
  await api.store(photo("por error.png"));
  await documents.open();
  await documents.table.getByRole("button", { name: "Delete por error.png" }).click();
  await expect(documents.file("por error.png")).toHaveCount(0);
  await expect(page.getByText("127 files", { exact: true })).toBeVisible();
  const toast = page.getByRole("region", { name: "Notifications" });
  await expect(toast).toContainText("“por error.png” is in the trash.");
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(documents.file("por error.png")).toBeVisible();
  await expect(toast).toContainText("“por error.png” is back.");
  await page.reload();
  await expect(documents.file("por error.png")).toBeVisible();
});

test("a step back shows what is true by then, not what was there once", async ({ documents, page }) => {
  const trash = page.getByRole("heading", { level: 1, name: "Trash" });
  await documents.table.getByRole("button", { name: "Delete por error.png" }).click();
  await expect(page.getByText("“por error.png” is in the trash.")).toBeVisible();
  await page.getByRole("link", { name: "Trash" }).click();
  await trash.waitFor();
  await page.goBack();
  await documents.heading.waitFor();
  await expect(page.getByText("127 files", { exact: true })).toBeVisible();
  await expect(documents.file("por error.png")).toHaveCount(0);
  await page.goForward();
  await trash.waitFor();
  await page.getByRole("button", { name: "Restore por error.png" }).click();
  await expect(page.getByText("“por error.png” is back.")).toBeVisible();
  await page.goBack();
  await expect(documents.file("por error.png")).toBeVisible();
});

test("many are deleted at once, restored from the trash, and deleted for good after a question", async ({
  documents,
  page,
  installation,
  school,
}) => {
  const names = ["álbum 124.png", "álbum 123.png", "álbum 122.png"];
  for (const name of names) await documents.select(name).check();
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  for (const name of names) await expect(documents.file(name)).toHaveCount(0);
  await expect(page.getByText("3 files are in the trash.")).toBeVisible();

  const trash = new TrashPage(page);
  await trash.open();
  for (const name of names) await expect(trash.row(name)).toContainText("30 days");
  await trash.restore(names[0] ?? "").click();
  await expect(trash.row(names[0] ?? "")).toHaveCount(0);

  const [, kept = "", gone = ""] = names;
  await trash.purge(gone).click();
  await expect(trash.dialog).toContainText("Delete this file for good?");
  await expect(trash.dialog).toContainText(gone);
  await trash.dialog.getByRole("button", { name: "Keep" }).click();
  await expect(trash.dialog).toHaveCount(0);
  await expect(trash.row(gone)).toBeVisible();

  await trash.purge(gone).click();
  await trash.dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(trash.row(gone)).toHaveCount(0);
  await expect(trash.row(kept)).toBeVisible();
  await expect.poll(() => leftOver(installation, school), { timeout: 45_000 }).toEqual([]);

  await documents.open();
  await expect(documents.file(names[0] ?? "")).toBeVisible();
  await expect(documents.file(gone)).toHaveCount(0);
});

test("the keyboard alone searches, opens, closes and deletes", async ({ documents, page }) => {
  await page.keyboard.press("/");
  await expect(documents.search).toBeFocused();
  await page.keyboard.type("álbum 12");
  await expect(documents.rows).toHaveCount(4);
  const first = documents.file("álbum 125.png");
  const second = documents.file("álbum 124.png");
  await first.focus();
  await page.keyboard.press("ArrowDown");
  await expect(second).toBeFocused();

  for (const key of ["Space", "Enter"]) {
    await page.keyboard.press(key);
    await expect(documents.preview.title("álbum 124.png")).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await expect(documents.preview.title("álbum 125.png")).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(documents.preview.title("álbum 124.png")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(documents.preview.box).toHaveCount(0);
    await expect(second).toBeFocused();
  }

  await page.keyboard.press("Delete");
  await expect(second).toHaveCount(0);
  await expect(documents.file("álbum 121.png")).toBeFocused();
  await expect(page.getByText("“álbum 124.png” is in the trash.")).toBeVisible();
});

test("pictures and every page of a PDF are shown, and a Word file is offered for download", async ({
  api,
  documents,
  page,
}) => {
  const files = [
    essay("redacción.docx"),
    await letter("informe de tres páginas.pdf", 3),
    photo("patio.png", { width: 320, height: 200 }),
  ];
  await api.storeAll(files);
  await documents.open();

  await documents.file("patio.png").click();
  const picture = documents.preview.box.getByRole("img", { name: "patio.png" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  await expect(documents.preview.previous).toBeDisabled();
  await expect(page).toHaveURL(/open=/);

  await documents.preview.next.click();
  await expect(documents.preview.title("informe de tres páginas.pdf")).toBeVisible();
  await expect(
    documents.preview.box.getByRole("region", { name: "informe de tres páginas.pdf, 3 pages" }),
  ).toBeVisible();
  for (const number of [1, 2, 3]) {
    const sheet = documents.preview.sheet(number, 3);
    await sheet.scrollIntoViewIfNeeded();
    await expect.poll(() => coloursOf(sheet)).toBeGreaterThan(5);
  }
  const [, report] = files;
  const { bytes } = await saved(page, documents.preview.download("informe de tres páginas.pdf"));
  expect(bytes.equals(report?.bytes ?? Buffer.alloc(0))).toBe(true);

  await documents.preview.next.click();
  await expect(documents.preview.box).toContainText("This kind of file cannot be shown here");
  await documents.preview.previous.click();
  await documents.preview.previous.click();
  await expect(picture).toBeVisible();

  // An address with a preview in it can be sent to a colleague, and Back leaves the preview.
  await page.reload();
  await expect(picture).toBeVisible();
  await documents.preview.close();
  await expect(page).toHaveURL(/\/documents$/);
  await expect(documents.file("patio.png")).toBeFocused();
});

test("rows show small pictures of images and PDFs, and the sign of its type for a Word file", async ({
  documents,
  page,
  installation,
  school,
}) => {
  const names = ["patio.png", "informe de tres páginas.pdf"];
  const ready = () => installation.sql<{ filename: string }[]>`
    select filename from documents where school_id = ${school.id} and thumbnail_object_id is not null`;
  await expect
    .poll(async () => (await ready()).map(({ filename }) => filename), { timeout: 30_000 })
    .toEqual(expect.arrayContaining(names));
  await documents.open();
  for (const name of names) {
    const picture = documents.thumbnail(name);
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(100);
    expect(await picture.boundingBox()).toMatchObject({ width: 36, height: 36 });
  }
  await expect(documents.thumbnail("redacción.docx")).toHaveCount(0);

  // What cannot be loaded gives way to the sign of its type, and moves nothing.
  const row = documents.row("patio.png");
  const before = await row.boundingBox();
  await page.route(/\/thumbnails\//, (route) => route.abort());
  await page.reload();
  await expect(documents.thumbnail("patio.png")).toHaveCount(0);
  await expect.poll(() => row.boundingBox()).toEqual(before);
  await page.unrouteAll();
});

test("a file thrown away from its preview gives way to the next", async ({ documents, page }) => {
  await documents.file("patio.png").click();
  await documents.preview.box.getByRole("button", { name: "Delete patio.png" }).click();
  await expect(documents.preview.title("informe de tres páginas.pdf")).toBeVisible();
  await documents.preview.close();
  await expect(documents.file("patio.png")).toHaveCount(0);
  // The row goes at once; the word comes when the server has done it.
  await expect(page.getByText("“patio.png” is in the trash.")).toBeVisible();
});

test("usage counts what is stored and what the trash holds", async ({ page, installation, school }) => {
  const [totals] = await installation.sql<{ objects: string; trash: string }[]>`
    select count(*) filter (where deleted_at is null) as objects, count(*) filter (where deleted_at is not null) as trash
    from documents where school_id = ${school.id}`;
  await page.goto("/usage");
  const kinds = page.getByRole("row").filter({ hasText: "Documents" });
  await expect(kinds.getByRole("cell").first()).toHaveText(totals?.objects ?? "");
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "Trash" })).toContainText(
    `${totals?.trash} files, each deleted for good`,
  );
  await expect(page.getByRole("main")).toContainText("This month so far");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("files are uploaded, found as cards and looked at", async ({ documents, page }) => {
    await documents.choose(await letter("desde el móvil.pdf", 2));
    await expect(documents.tray.title).toHaveText("1 file uploaded");
    await documents.tray.close();
    const card = documents.rows.filter({
      has: page.getByRole("link", { name: "desde el móvil.pdf", exact: true }),
    });
    await expect(card).toContainText(/PDF, [\d.]+ kB/);
    expect((await card.boundingBox())?.width).toBeLessThanOrEqual(390);
    await documents.file("desde el móvil.pdf").tap();
    await expect.poll(() => coloursOf(documents.preview.sheet(1, 2))).toBeGreaterThan(5);
    await documents.preview.close();

    await page.getByRole("button", { name: "Menu" }).tap();
    await page.getByRole("link", { name: "Trash" }).tap();
    await expect(new TrashPage(page).heading).toBeVisible();
  });
});

test.describe("on the narrowest screen", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  for (const address of ["/documents", "/trash", "/usage", "/settings/account", "/documents?q=nadie"]) {
    test(`${address} does not scroll sideways`, async ({ page }) => {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const widths = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(widths.scrollWidth).toBeLessThanOrEqual(widths.clientWidth);
    });
  }

  test("neither does a preview, and its buttons are in reach", async ({ documents, page }) => {
    await documents.file("desde el móvil.pdf").click();
    await expect.poll(() => coloursOf(documents.preview.sheet(1, 2))).toBeGreaterThan(5);
    const close = await documents.preview.box
      .getByRole("button", { name: "Close the preview" })
      .boundingBox();
    expect((close?.x ?? 999) + (close?.width ?? 0)).toBeLessThanOrEqual(320);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
