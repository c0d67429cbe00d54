import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import Papa from "papaparse";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

/** The page of usage, and what is chosen there. */
function usageOf(page: Page) {
  const choose = async (group: string, name: string) => {
    const link = page.getByRole("navigation", { name: group }).getByRole("link", { name, exact: true });
    await link.focus();
    await page.keyboard.press("Enter");
    await expect(link).toHaveAttribute("aria-current", "true");
  };
  return {
    heading: page.getByRole("heading", { level: 1, name: "Usage" }),
    who: page.getByRole("table", { name: "Who fills it" }),
    finding: (name: string) => page.getByRole("main").getByRole("listitem").filter({ hasText: name }),
    divideBy: (name: string) => choose("Divide by", name),
    range: (name: string) => choose("Days", name),
    /** What a link gives, read as a spreadsheet would. */
    csv: async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name, exact: true }).click(),
      ]);
      const text = await readFile(await download.path(), "utf8");
      const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
      return { filename: download.suggestedFilename(), rows: data };
    },
  };
}

test("administrators see what is stored, divided as they choose by keyboard, and take it along as CSV", async ({
  api,
  page,
  school,
}) => {
  const plan = await letter("plan.pdf");
  const stored = await api.storeAll([plan, { ...plan, name: "plan (1).pdf" }, photo("patio.png")]);
  const bytes = stored.reduce((sum, { file_size }) => sum + file_size, 0);
  const usage = usageOf(page);
  await page.goto("/usage");
  await expect(usage.heading).toBeVisible();
  await expect(
    usage.who
      .getByRole("row", { name: /^Documents/ })
      .getByRole("cell")
      .first(),
  ).toHaveText("3");
  await expect(page.getByRole("img", { name: /^In the bucket/ })).toBeVisible();
  await expectAccessible(page);

  await usage.divideBy("Type");
  await expect(usage.who.getByRole("row", { name: /^PDF/ }).getByRole("cell").first()).toHaveText("2");
  await usage.range("90 days");
  await expect(page).toHaveURL(/\/usage\?range=90d&by=type$/);
  await expect(
    usage.who
      .getByRole("row", { name: /^Images/ })
      .getByRole("cell")
      .first(),
  ).toHaveText("1");

  const shares = await usage.csv("Who fills it, as CSV");
  expect(shares.filename).toMatch(
    new RegExp(`^Usage - ${school.name} - Type - [\\d-]{10} - [\\d-]{10}\\.csv$`),
  );
  expect(Object.fromEntries(shares.rows.map((row) => [row["Type"], row["Files"]]))).toEqual({
    PDF: "2",
    Images: "1",
  });
  expect(shares.rows.reduce((sum, row) => sum + Number(row["Bytes"]), 0)).toBe(bytes);
  const days = await usage.csv("Each day, as CSV");
  expect(days.rows).toHaveLength(90);
  expect(Number(days.rows.at(-1)?.["Stored bytes, end of day"])).toBeGreaterThanOrEqual(bytes);

  await expect(usage.finding("Copies")).toContainText("1 file is an exact copy of another one.");
  await page.getByRole("link", { name: "Copies" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Copies" })).toBeVisible();
  await expect(page.getByRole("link", { name: "plan (1).pdf" })).toBeVisible();
  await expectAccessible(page);
});

test.describe("a registrar", () => {
  test.use({ as: "registrar" });
  test("sees the page of usage", async ({ page }) => {
    await page.goto("/usage");
    await expect(usageOf(page).heading).toBeVisible();
  });
});

test.describe("a teacher", () => {
  test.use({ as: "teacher" });
  test("has neither the page nor its figures", async ({ page }) => {
    await page.goto("/usage");
    await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
    for (const address of ["/usage/export", "/usage/export?table=days&by=school"]) {
      expect((await page.request.get(address)).status()).toBe(404);
    }
  });
});
