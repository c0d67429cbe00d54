import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { readZip } from "./fixtures/zip.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import type { Sample } from "./samples/sample.ts";
import { essay } from "./samples/word.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

const stored: Sample[] = [];

function headerOf(page: Page, name: string) {
  return page.getByRole("columnheader", { name, exact: true });
}

async function sortBy(page: Page, name: string): Promise<void> {
  await headerOf(page, name).getByRole("button").click();
}

/** Gathers what a click downloads. */
async function downloaded(page: Page, click: () => Promise<void>): Promise<Map<string, Buffer>> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return readZip(await readFile(await download.path()));
}

test.beforeAll(async ({ api }) => {
  test.setTimeout(120_000);
  stored.push(
    ...Array.from({ length: 54 }, (_, at) => photo(`foto ${at + 1}.png`)),
    await letter("Ruiz.pdf", 2),
    // The same name again, with other bytes.
    await letter("Ruiz.pdf", 5),
    await letter("ángulos.pdf", 1),
    essay("Zapata.docx"),
    essay("álvarez.docx"),
    photo("..\\CON.png"),
  );
  await api.storeAll(stored);
});

test.describe("at a desk", () => {
  test.use({ viewport: DESK });

  test("headers sort by name, size and date, both ways, and say so", async ({ documents, page }) => {
    await expect(headerOf(page, "Added")).toHaveAttribute("aria-sort", "descending");
    await sortBy(page, "Name");
    await expect(page).toHaveURL(/[?&]sort=name/);
    await expect(headerOf(page, "Name")).toHaveAttribute("aria-sort", "ascending");
    await expect(headerOf(page, "Name").getByRole("button")).toBeFocused();
    await expect
      .poll(async () => (await documents.names()).slice(1, 4))
      .toEqual(["álvarez.docx", "ángulos.pdf", "foto 1.png"]);
    await documents.showAll();
    const byName = await documents.names();
    expect(byName).toHaveLength(60);
    expect(byName.slice(3, 13)).toEqual(Array.from({ length: 10 }, (_, at) => `foto ${at + 1}.png`));
    expect(byName.at(-1)).toBe("Zapata.docx");

    await sortBy(page, "Name");
    await expect(headerOf(page, "Name")).toHaveAttribute("aria-sort", "descending");
    await expect.poll(async () => (await documents.names())[0]).toBe("Zapata.docx");
    await documents.showAll();
    expect(await documents.names()).toEqual(byName.toReversed());

    await sortBy(page, "Size");
    await expect(headerOf(page, "Size")).toHaveAttribute("aria-sort", "descending");
    const most = Math.max(...stored.map(({ bytes }) => bytes.length));
    // Of equal ones the one that came last.
    const largest = stored.findLast(({ bytes }) => bytes.length === most)?.name;
    await expect.poll(async () => (await documents.names())[0]).toBe(largest);

    await page.goBack();
    await expect(headerOf(page, "Name")).toHaveAttribute("aria-sort", "descending");
    await expect.poll(async () => (await documents.names())[0]).toBe("Zapata.docx");
    await page.goForward();
    await expect.poll(async () => (await documents.names())[0]).toBe(largest);
    await page.reload();
    await expect(headerOf(page, "Size")).toHaveAttribute("aria-sort", "descending");
    expect((await documents.names())[0]).toBe(largest);
    // A reload keeps the place, and a row that lies half under the head has half a box.
    await page.evaluate(() => window.scrollTo(0, 0));
    await expectAccessible(page);
  });

  test("filters narrow the list together, stay in the address and are cleared one by one or at once", async ({
    documents,
    page,
  }) => {
    await page.getByLabel("Type", { exact: true }).selectOption("Word");
    await expect(page.getByText("2 files", { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/type=word/);
    await documents.search.fill("zap");
    await expect(page.getByText("1 file", { exact: true })).toBeVisible();
    await page.getByLabel("Added by", { exact: true }).selectOption("Me");
    await expect(page.getByText("Nothing matches “zap”, Word, and added by you")).toBeVisible();
    await expect(page).toHaveTitle(/Documents/);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Clear the filter: Added by" }).click();
    await expect(page.getByText("1 file", { exact: true })).toBeVisible();
    await expect(page.getByLabel("Added by", { exact: true })).toBeFocused();
    await page.reload();
    await expect(documents.rows).toHaveCount(1);
    await expect(page.getByLabel("Type", { exact: true })).toHaveValue("word");
    await page.getByLabel("Type", { exact: true }).selectOption("Audio");
    await expect(page.getByText("Nothing matches “zap” and Audio")).toBeVisible();
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await expect(page.getByText("60 files", { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/\/documents$/);
    await expect(documents.search).toHaveValue("");
    await page.goBack();
    await expect(page.getByText("Nothing matches “zap” and Audio")).toBeVisible();
  });

  test("days and people: periods, chosen days, and those who added files", async ({ documents, page }) => {
    const added = page.getByLabel("Added", { exact: true });
    await added.selectOption("Last 7 days");
    await expect(page.getByText("60 files", { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d/);
    await documents.open("?from=2020-01-01&to=2020-01-31");
    await expect(page.getByText("Nothing matches Jan 1, 2020 to Jan 31, 2020")).toBeVisible();
    await page.getByLabel("To", { exact: true }).fill("");
    await expect(page.getByText("60 files", { exact: true })).toBeVisible();
    await expect(page).not.toHaveURL(/to=/);
    await page.getByRole("button", { name: "Clear the filter: Added", exact: true }).click();
    await expect(page).toHaveURL(/\/documents$/);

    const by = page.getByLabel("Added by", { exact: true });
    await by.hover();
    await by.selectOption("ERP");
    await expect(page.getByText("60 files", { exact: true })).toBeVisible();
    await page.reload();
    await expect(by.locator("option:checked")).toHaveText("ERP");
    // Somebody who is not of this school has no name here.
    await documents.open("?by=0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000");
    await expect(page.getByText("Nothing matches added by somebody else")).toBeVisible();
  });

  test("what is entered before the page's script runs is what the list shows", async ({
    documents,
    page,
  }) => {
    let letRun = () => {};
    const held = new Promise<void>((resolve) => {
      letRun = resolve;
    });
    await page.route("**/_next/static/**/*.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/documents?from=2020-01-01&to=2020-01-31", { waitUntil: "commit" });
    await page.getByLabel("To", { exact: true }).fill("");
    await page.getByLabel("Type", { exact: true }).selectOption("Word");
    await documents.search.fill("zap");
    letRun();
    await documents.ready();
    await expect(page.getByText("1 file", { exact: true })).toBeVisible();
    await expect(page).toHaveURL(/type=word/);
    await expect(page).not.toHaveURL(/to=/);
    await page.unrouteAll({ behavior: "wait" });
  });

  test("what is asked for without a connection is shown when it is back", async ({
    documents,
    page,
    context,
  }) => {
    await context.setOffline(true);
    await page.getByLabel("Type", { exact: true }).selectOption("Word");
    await expect(page).toHaveURL(/type=word/);
    await expect(documents.heading).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText("2 files", { exact: true })).toBeVisible();
  });

  test("Shift selects a range with the mouse, and takes it back when it is drawn shorter", async ({
    documents,
    page,
  }) => {
    await documents.open("?sort=name&q=foto");
    await documents.select("foto 2.png").check();
    await documents.select("foto 6.png").click({ modifiers: ["Shift"] });
    await expect(page.getByText("5 selected")).toBeVisible();
    await documents.file("foto 4.png").click({ modifiers: ["Shift"] });
    await expect(page.getByText("3 selected")).toBeVisible();
    await expect(documents.select("foto 5.png")).not.toBeChecked();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Clear the selection" }).click();
    await expect(page.getByText("54 files", { exact: true })).toBeVisible();
    await expect(documents.file("foto 2.png")).toBeFocused();
  });

  test("by keyboard alone: arrows, Shift, Space, Ctrl+A, Esc, Delete", async ({ documents, page }) => {
    await documents.open("?sort=name&q=foto");
    await documents.file("foto 1.png").focus();
    await page.keyboard.press("ArrowDown");
    await expect(documents.file("foto 2.png")).toBeFocused();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await expect(page.getByText("3 selected")).toBeVisible();
    await page.keyboard.press("Shift+ArrowUp");
    await expect(page.getByText("2 selected")).toBeVisible();
    await page.keyboard.press(" ");
    await expect(documents.preview.box).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(documents.preview.box).toHaveCount(0);
    await expect(page.getByText("2 selected")).toBeVisible();
    await expect(documents.file("foto 3.png")).toBeFocused();

    await page.keyboard.press("Delete");
    await expect(page.getByText("2 files are in the trash.")).toBeVisible();
    await expect(documents.file("foto 4.png")).toBeFocused();
    await page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
    await expect(documents.file("foto 2.png")).toBeVisible();
    await expect
      .poll(async () => (await documents.names()).slice(0, 4))
      .toEqual([1, 2, 3, 4].map((number) => `foto ${number}.png`));

    await documents.showAll();
    await page.keyboard.press("ControlOrMeta+a");
    await expect(page.getByText("54 selected")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByText("54 files", { exact: true })).toBeVisible();
    await documents.search.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await expect(page.getByText("54 files", { exact: true })).toBeVisible();
  });

  test("60 files come as one zip: every byte, two of one name, and no name that leads astray", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    await documents.showAll();
    await page.keyboard.press("ControlOrMeta+a");
    await expect(page.getByText("60 selected")).toBeVisible();
    const files = await downloaded(page, () =>
      page.getByRole("button", { name: "Download", exact: true }).click(),
    );
    await expect(page.getByText("60 files are in the zip.")).toBeVisible();
    expect(files.size).toBe(60);
    expect(files.has("Ruiz (2).pdf")).toBe(true);
    expect(files.has("._CON.png")).toBe(true);
    const bytes = (list: Iterable<Buffer>) => [...list].map((buffer) => buffer.toString("base64")).sort();
    expect(bytes(files.values())).toEqual(bytes(stored.map((sample) => sample.bytes)));
    expect(files.get("Zapata.docx")).toEqual(stored.find(({ name }) => name === "Zapata.docx")?.bytes);

    const [trace] = await installation.sql<{ count: number }[]>`
      select count(distinct target_id)::int as count from audit_events
      where school_id = ${school.id} and action = 'document.downloaded'
        and user_id = ${school.people.administrator.id}`;
    expect(trace?.count).toBe(60);
  });

  test("a file that cannot be had is named, on the page and in the zip", async ({ documents, page, api }) => {
    test.setTimeout(180_000);
    const [gone, refused] = await api.storeAll([photo("gone.png"), photo("refused.png")]);
    await documents.open();
    for (const name of ["gone.png", "refused.png", "Zapata.docx"]) await documents.select(name).check();
    await api.ask("DELETE", `/documents/${gone?.id}`);
    const key = encodeURI(refused?.file_path ?? "");
    await page.route(
      (url) => url.href.includes(key),
      (route) => route.abort(),
    );
    const files = await downloaded(page, () =>
      page.getByRole("button", { name: "Download", exact: true }).click(),
    );
    const panel = page.getByRole("region", { name: "Download" });
    await expect(panel).toContainText("1 file is in the zip, 2 are missing");
    const missing = panel.getByRole("list", { name: "Missing files" });
    await expect(missing).toContainText("gone.png");
    await expect(missing).toContainText("refused.png");
    await expectAccessible(page);
    expect([...files.keys()].sort()).toEqual(["Missing files.txt", "Zapata.docx"]);
    const list = files.get("Missing files.txt")?.toString() ?? "";
    for (const name of ["gone.png", "refused.png"]) expect(list).toContain(`${name}\r\n`);
    await panel.getByRole("button", { name: "Close" }).click();
    await expect(panel).toHaveCount(0);

    // Without the one that can be had there is no archive at all.
    await page.keyboard.press("Escape");
    await documents.select("gone.png").check();
    await documents.select("refused.png").check();
    await page.getByRole("button", { name: "Download", exact: true }).click();
    await expect(panel).toContainText("None of them could be had.", { timeout: 20_000 });
    await expect(missing).toContainText("refused.png");
    await panel.getByRole("button", { name: "Close" }).click();
    await api.ask("DELETE", `/documents/${refused?.id}`);
  });

  test("a download is cancelled in mid-course, and nothing is saved", async ({ documents, page }) => {
    let held = 0;
    await page.route(
      (url) => url.href.includes("/documents/") && url.search.includes("X-Amz-Signature"),
      () => {
        held += 1;
      },
    );
    let saved = 0;
    page.on("download", () => (saved += 1));
    await documents.select("Zapata.docx").check();
    await documents.select("álvarez.docx").check();
    await page.getByRole("button", { name: "Download", exact: true }).click();
    const panel = page.getByRole("region", { name: "Download" });
    await expect(panel).toContainText("0 of 2 files in the zip");
    await expect.poll(() => held).toBeGreaterThan(0);
    await expectAccessible(page);
    // It goes on while one looks at something else.
    await page.getByRole("link", { name: "Trash" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Trash" })).toBeVisible();
    await panel.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("The download was cancelled.")).toBeVisible();
    await expect(panel).toHaveCount(0);
    expect(saved).toBe(0);
  });

  test("a large zip is written to the disk as it comes, where the browser can", async ({ page, api }) => {
    test.setTimeout(120_000);
    const large = [1, 2, 3, 4, 5, 6].map((at) => photo(`grande ${at}.png`, { size: 9_000_000 }));
    await api.storeAll(large);
    // Where the reader would choose a file, one of the browser's own is given.
    await page.addInitScript(() => {
      const choose = async () =>
        (await navigator.storage.getDirectory()).getFileHandle("large.zip", { create: true });
      Object.assign(window, { showSaveFilePicker: choose });
    });
    const documents = new DocumentsPage(page);
    await documents.open("?q=grande");
    await page.keyboard.press("ControlOrMeta+a");
    await page.getByRole("button", { name: "Download", exact: true }).click();
    await expect(page.getByText("6 files are in the zip.")).toBeVisible({ timeout: 60_000 });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await (await folder.getFileHandle("large.zip")).getFile());
        link.download = "large.zip";
        link.click();
      }),
    ]);
    const files = readZip(await readFile(await download.path()));
    for (const { name, bytes } of large) expect(files.get(name)?.equals(bytes)).toBe(true);
    await documents.open("?q=grande");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("Delete");
    await expect(page.getByText("6 files are in the trash.")).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("a menu sorts, filters open at a touch, and what narrows stays in sight", async ({
    documents,
    page,
  }) => {
    await page.getByLabel("Order").selectOption("Name, A to Z");
    await expect.poll(async () => (await documents.names())[1]).toBe("álvarez.docx");
    await expect(page.getByLabel("Type", { exact: true })).toBeHidden();
    await page.getByRole("button", { name: /^Filters/ }).tap();
    await page.getByLabel("Type", { exact: true }).selectOption("PDF");
    await expect(page.getByText("3 files", { exact: true })).toBeVisible();
    // The title of the narrowed list comes last.
    await expect(page).toHaveTitle(/Documents/);
    await expectAccessible(page);
    await page.getByRole("button", { name: /^Filters/ }).tap();
    await expect(page.getByLabel("Type", { exact: true })).toBeVisible();
    await expect(page.getByLabel("Added by", { exact: true })).toBeHidden();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
  });

  test("several files are selected by touch and come as one zip", async ({ documents, page }) => {
    await documents.select("Zapata.docx").tap();
    await documents.select("ángulos.pdf").tap();
    await expectAccessible(page);
    const files = await downloaded(page, () =>
      page.getByRole("button", { name: "Download", exact: true }).tap(),
    );
    expect([...files.keys()].sort()).toEqual(["Zapata.docx", "ángulos.pdf"]);
    await expect(page.getByText("2 files are in the zip.")).toBeVisible();
  });
});
