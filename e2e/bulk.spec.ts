import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { insertRows, withHeldJobs } from "./fixtures/rows.ts";
import { expect, test } from "./fixtures/test.ts";
import { TrashPage } from "./pages/trash.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
/** A worker has other things to do. */
const SOON = { timeout: 45_000 };

const bell = (page: Page): Locator => page.getByRole("button", { name: /^Jobs/ });
const panel = (page: Page): Locator => page.getByRole("dialog", { name: "Jobs" });
const toasts = (page: Page): Locator => page.getByRole("region", { name: "Notifications" });
const remove = (page: Page): Locator => page.getByRole("button", { name: "Delete", exact: true });

test.describe("at a desk", () => {
  test.use({ viewport: DESK });

  test("all that match go to the trash by a job, those that come later stay, and undo brings them back", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    test.setTimeout(180_000);
    await insertRows(installation, school, { name: "Lote", count: 1204 });
    await insertRows(installation, school, { name: "Otro", count: 1 });
    await documents.open("?q=lote");
    await page.getByRole("checkbox", { name: "Select all in the list" }).check();
    await expect(page.getByText("All 50 files shown are selected.")).toBeVisible();
    await page.getByRole("button", { name: "Select all 1,000+ that match" }).click();
    await expect(page.getByText("All 1,204 files that match are selected.")).toBeVisible();
    await expect(page.getByText("1,204 selected")).toBeVisible();
    await expectAccessible(page);

    await insertRows(installation, school, { name: "Lote posterior", count: 1 });
    await withHeldJobs(installation, school, async (letGo) => {
      await remove(page).click();
      await expect(toasts(page)).toContainText("Moving 1,204 files to the trash…");
      await expect(toasts(page).getByRole("progressbar")).toHaveAttribute("value", "0");
      await expect(page.getByText("selected")).toHaveCount(0);
      await expectAccessible(page);
      await letGo();
    });
    await expect(toasts(page)).toContainText("1,204 files are in the trash.", SOON);
    await expect(page.getByText("1 file", { exact: true })).toBeVisible();
    await expect.poll(() => documents.names()).toEqual(["Lote posterior 1.pdf"]);

    await toasts(page).getByRole("button", { name: "Undo" }).click();
    await expect(toasts(page)).toContainText("1,204 files are back.", SOON);
    await expect(page.getByText("1,000+ files")).toBeVisible();
    const [left] = await installation.sql<{ trash: number; live: number }[]>`
      select count(deleted_at)::int as trash, (count(*) - count(deleted_at))::int as live
      from documents where school_id = ${school.id}`;
    expect(left).toEqual({ trash: 0, live: 1206 });
  });

  test("the bell tells of jobs that have ended, and an undo is found there afterwards", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    test.setTimeout(120_000);
    await insertRows(installation, school, { name: "Campana", count: 60 });
    await documents.open("?q=campana");
    await page.getByRole("checkbox", { name: "Select all in the list" }).check();
    await page.getByRole("button", { name: "Select all 60 that match" }).click();
    await remove(page).click();
    await expect(toasts(page)).toContainText("60 files are in the trash.", SOON);
    await page.getByRole("link", { name: "Account" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
    await page.reload();
    await page.getByRole("button", { name: /^Jobs: \d+ ha(s|ve) ended$/ }).click();
    const row = panel(page).getByRole("listitem").filter({ hasText: "60 files are in the trash." });
    await expect(row).toBeVisible();
    await expectAccessible(page);
    await expect(page.getByRole("button", { name: "Jobs", exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toHaveCount(0);
    await expect(bell(page)).toBeFocused();
    await bell(page).click();
    await row.getByRole("button", { name: "Undo" }).click();
    await expect(panel(page)).toContainText("60 files are back.", SOON);
    await expect(row).toContainText("taken back");
    await expect(row.getByRole("button")).toHaveCount(0);
    await bell(page).click();
    await expect(panel(page)).toHaveCount(0);
    await documents.open("?q=campana");
    await expect(page.getByText("60 files", { exact: true })).toBeVisible();
    // Seen is seen, on the next page too.
    await expect(page.getByRole("button", { name: "Jobs", exact: true })).toBeVisible();
  });

  test("nothing is done to those in sight while all that match are being counted", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    await insertRows(installation, school, { name: "Recuento", count: 60 });
    await documents.open("?q=recuento");
    await page.getByRole("checkbox", { name: "Select all in the list" }).check();
    const counted = Promise.withResolvers<void>();
    await page.route(
      (url) => url.pathname === "/documents",
      async (route) => {
        if (route.request().method() === "POST") await counted.promise;
        await route.continue();
      },
    );
    await page.getByRole("button", { name: "Select all 60 that match" }).click();
    await expect(remove(page)).toBeDisabled();
    await page.keyboard.press("Delete");
    counted.resolve();
    await expect(page.getByText("All 60 files that match are selected.")).toBeVisible();
    await expect(remove(page)).toBeEnabled();
    await expect(page.getByText(/(in|to) the trash/)).toHaveCount(0);
  });

  test("by keyboard alone: all, all that match, Delete, and Stop in the panel", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    await insertRows(installation, school, { name: "Teclado", count: 70 });
    await documents.open("?q=teclado&sort=name");
    await documents.file("Teclado 1.pdf").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await expect(page.getByText("50 selected")).toBeVisible();
    await page.keyboard.press("ControlOrMeta+a");
    await expect(page.getByText("All 70 files that match are selected.")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByText("70 files", { exact: true })).toBeVisible();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+a");
    await expect(page.getByText("70 selected")).toBeVisible();
    await withHeldJobs(installation, school, async (letGo) => {
      await page.keyboard.press("Delete");
      await expect(toasts(page)).toContainText("Moving 70 files to the trash…");
      await expect(page.locator("#content")).toBeFocused();
      await page.reload();
      const under = page.getByRole("button", { name: "Jobs: one is under way" });
      await under.focus();
      await page.keyboard.press("Enter");
      const stop = panel(page).getByRole("button", { name: "Stop" });
      await expect(panel(page).getByRole("progressbar")).toBeVisible();
      await expect(panel(page)).toContainText("0 of 70");
      await expect
        .poll(async () => {
          await page.keyboard.press("Tab");
          return stop.evaluate((button) => button === document.activeElement);
        })
        .toBe(true);
      await page.keyboard.press("Enter");
      await expect(panel(page)).toContainText("Stopped before the other 70.");
      await letGo();
    });
    await documents.open("?q=teclado");
    await expect(page.getByText("70 files", { exact: true })).toBeVisible();
  });

  test("in the trash: restore all, and delete all for good after a plain warning", async ({
    page,
    installation,
    school,
  }) => {
    test.setTimeout(120_000);
    const { sql } = installation;
    const trash = new TrashPage(page);
    const inTrash = async () => {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from documents where school_id = ${school.id} and deleted_at is not null`;
      return row?.count ?? 0;
    };
    await insertRows(installation, school, { name: "Tirado", count: 80, inTrash: true });
    const count = await inTrash();
    await trash.open();
    const all = page.getByRole("checkbox", { name: "Select all in the list" });
    await all.check();
    await page.getByRole("button", { name: `Select all ${count} that match` }).click();
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await expect(toasts(page)).toContainText(`${count} files are back.`, SOON);
    await expect(page.getByText("The trash is empty")).toBeVisible();
    expect(await inTrash()).toBe(0);

    await insertRows(installation, school, { name: "Perdido", count: 75, inTrash: true });
    await trash.open();
    await all.check();
    await page.getByRole("button", { name: "Select all 75 that match" }).click();
    await page.getByRole("button", { name: "Delete for good", exact: true }).click();
    await expect(trash.dialog).toContainText("Delete 75 files for good?");
    await expect(trash.dialog).toContainText("and 70 more");
    await expectAccessible(page);
    await trash.dialog.getByRole("button", { name: "Keep" }).click();
    await expect(trash.dialog).toHaveCount(0);
    expect(await inTrash()).toBe(75);
    await page.getByRole("button", { name: "Delete for good", exact: true }).click();
    await trash.dialog.getByRole("button", { name: "Delete 75 for good" }).click();
    await expect(toasts(page)).toContainText("75 files are deleted for good.", SOON);
    await expect(toasts(page).getByRole("button", { name: "Undo" })).toHaveCount(0);
    await expect(page.getByText("The trash is empty")).toBeVisible();
    expect(await inTrash()).toBe(0);
  });
});

test.describe("a teacher", () => {
  test.use({ viewport: DESK, as: "teacher" });

  test("deletes their own of all that match, and is told of the others; nothing was there before", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    await bell(page).click();
    await expect(panel(page)).toContainText("Nothing here yet.");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await insertRows(installation, school, { name: "Aula", count: 60 });
    await insertRows(installation, school, { name: "Aula propia", count: 5, by: school.people.teacher.id });
    await documents.open("?q=aula");
    await page.keyboard.press("ControlOrMeta+a");
    await page.getByRole("button", { name: "Select all 65 that match" }).click();
    await remove(page).click();
    await expect(toasts(page)).toContainText(
      "5 files are in the trash. 60 were left alone: you may not delete them.",
      SOON,
    );
    await expect(page.getByText("60 files", { exact: true })).toBeVisible();
  });
});

test.describe("a viewer", () => {
  test.use({ viewport: DESK, as: "viewer" });

  test("may select all, and delete none", async ({ documents, page, installation, school }) => {
    await insertRows(installation, school, { name: "Vista", count: 60 });
    await documents.open("?q=vista");
    await page.keyboard.press("ControlOrMeta+a");
    await page.getByRole("button", { name: "Select all 60 that match" }).click();
    await expect(page.getByText("60 selected")).toBeVisible();
    await expect(remove(page)).toBeDisabled();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("one is touched, then all, then all that match; the bell is at the top", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    test.setTimeout(120_000);
    await insertRows(installation, school, { name: "Movil", count: 90 });
    await documents.open("?q=movil&sort=name");
    await documents.select("Movil 1.pdf").tap();
    await page.getByRole("button", { name: "Select all 50 files shown" }).tap();
    await page.getByRole("button", { name: "Select all 90 that match" }).tap();
    await expect(page.getByText("All 90 files that match are selected.")).toBeVisible();
    await expectAccessible(page);
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await wide()).toBe(false);
    await remove(page).tap();
    await expect(toasts(page)).toContainText("90 files are in the trash.", SOON);
    await bell(page).tap();
    const row = panel(page).getByRole("listitem").filter({ hasText: "90 files are in the trash." });
    await expect(row).toBeVisible();
    await expectAccessible(page);
    expect(await wide()).toBe(false);
    const box = await row.getByRole("button", { name: "Undo" }).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await row.getByRole("button", { name: "Undo" }).tap();
    await expect(panel(page)).toContainText("90 files are back.", SOON);
  });
});
