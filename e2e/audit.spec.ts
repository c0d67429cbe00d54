import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import Papa from "papaparse";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { letter } from "./samples/pdf.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ timeout: 120_000 });

const heading = (page: Page) => page.getByRole("heading", { level: 1, name: "Audit" });
const events = (page: Page) => page.getByRole("region", { name: "Events" }).getByRole("listitem");

async function takeAlong(page: Page, name: string): Promise<{ filename: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name, exact: true }).click(),
  ]);
  return { filename: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("what was done is in the trail in words, is narrowed, exported, and proven whole", async ({
  api,
  documents,
  page,
  school,
}) => {
  const [form, other] = [await letter("Matrícula de Ana.pdf"), await letter("=1+1.pdf")];
  await api.storeAll([form, other]);
  await documents.open();
  await documents.download(form.name);

  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await expect(heading(page)).toBeVisible();
  const downloaded = events(page).filter({ hasText: `Ada Marín downloaded ${form.name}` });
  await expect(downloaded).toHaveCount(1);
  await expect(events(page).filter({ hasText: `added ${form.name}` })).toHaveCount(1);
  await downloaded.getByLabel(/^Details: .*127\.0\.0\.1/).click();
  await expect(downloaded.getByRole("definition").filter({ hasText: "document.downloaded" })).toBeVisible();
  await expectAccessible(page);

  // Narrowed by a click on the file, then by person and action in the form.
  await downloaded.getByRole("link", { name: form.name }).click();
  await expect(page).toHaveURL(/\/audit\?file=[0-9a-f-]{36}$/);
  await expect(page.getByRole("link", { name: `Remove the filter “File: ${form.name}”` })).toBeVisible();
  await expect(events(page).filter({ hasText: other.name })).toHaveCount(0);
  await page.getByRole("combobox", { name: "Person", exact: true }).selectOption("Ada Marín");
  await page.getByRole("combobox", { name: "What", exact: true }).selectOption("Downloaded a file");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/person=[0-9a-f-]{36}&action=document\.downloaded/);
  await expect(events(page)).toHaveText([new RegExp(`Ada Marín downloaded ${form.name}`)]);
  await page.getByRole("combobox", { name: "What", exact: true }).selectOption("Messages: all");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Nothing matches these filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await expect(downloaded).toHaveCount(1);

  const csv = await takeAlong(page, "Export as CSV");
  expect(csv.filename).toMatch(new RegExp(`^Audit - ${school.name} - [\\d-]{10}\\.csv$`));
  const { data } = Papa.parse<Record<string, string>>(csv.text, { header: true, skipEmptyLines: true });
  const names = data.filter(({ action }) => action === "document.created").map((row) => row["target_name"]);
  expect(new Set(names)).toEqual(new Set(["'=1+1.pdf", form.name]));
  const lines = (await takeAlong(page, "Export as NDJSON")).text.trimEnd().split("\n");
  expect(lines.filter((line) => line.includes('"action":"document.downloaded"'))).toHaveLength(1);
  await page.goto("/audit?action=trail.exported");
  await expect(events(page)).toHaveText([/Ada Marín exported the audit/, /Ada Marín exported the audit/]);

  await page.getByRole("button", { name: "Check the seals" }).click();
  await expect(page.getByText(/: whole\. \d+ events, none changed/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
});

test("a file's and a student's own trail are one step from where they are", async ({
  api,
  documents,
  page,
}) => {
  const file = await letter("Boletín.pdf");
  await api.store(file);
  await documents.open("?q=bolet");
  await documents.file(file.name).click();
  await expect(documents.preview.title(file.name)).toBeVisible();
  await documents.preview.tab("History").click();
  await documents.preview.info.getByRole("link", { name: "All events of this file" }).click();
  await expect(heading(page)).toBeVisible();
  await expect(page.getByRole("link", { name: `Remove the filter “File: ${file.name}”` })).toBeVisible();
  await expect(events(page).filter({ hasText: `added ${file.name}` })).toHaveCount(1);
});

test.describe("on a phone, in Spanish", () => {
  test.use({ viewport: { width: 320, height: 700 }, hasTouch: true });

  test("the trail fits, and pages with the rest of it follow", async ({
    page,
    installation,
    school,
    context,
  }) => {
    await installation.sql`
      insert into audit_events (id, school_id, user_id, action, outcome, target_type, target_id, details)
      select gen_random_uuid(), ${school.id}, ${school.people.teacher.id}, 'document.viewed', 'ok', 'document',
        gen_random_uuid(), jsonb_build_object('filename', 'Página ' || n || '.pdf') from generate_series(1, 120) n`;
    await context.addCookies([{ name: "NEXT_LOCALE", value: "es", url: installation.baseUrl }]);
    await page.goto(`/audit?person=${school.people.teacher.id}`);
    await expect(page.getByRole("heading", { level: 1, name: "Auditoría" })).toBeVisible();
    await expect(
      page.getByRole("listitem").filter({ hasText: /Tomás Vega vio Página \d+\.pdf/ }),
    ).toHaveCount(50);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(width).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "Anteriores" }).click();
    await expect(page).toHaveURL(/before=/);
    await page.getByRole("link", { name: "Anteriores" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: /vio Página/ })).toHaveCount(20);
    await expect(page.getByRole("link", { name: "Anteriores" })).toHaveCount(0);
    await page.getByRole("link", { name: "Más recientes" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: /vio Página/ })).toHaveCount(50);
  });
});

test.describe("a registrar", () => {
  test.use({ as: "registrar" });
  test("has neither the page nor its exports, and no link to them", async ({ page }) => {
    await page.goto("/audit");
    await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Audit", exact: true })).toHaveCount(0);
    for (const address of ["/audit/export", "/audit/export?format=ndjson"])
      expect((await page.request.get(address)).status()).toBe(403);
  });
});
