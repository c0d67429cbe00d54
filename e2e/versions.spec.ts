import type { Locator } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { waitAfterLoading } from "./fixtures/awake.ts";
import { NOBODY } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { saved } from "./pages/documents.ts";
import type { Preview } from "./pages/preview.ts";
import { SignInPage } from "./pages/sign-in.ts";
import { letter } from "./samples/pdf.ts";
import type { Sample } from "./samples/sample.ts";

test.use({
  viewport: { width: 1440, height: 900 },
  contextOptions: { reducedMotion: "reduce" },
});

let first: Sample;
test.beforeAll(async ({ api }) => {
  first = await letter("plan.pdf", 1);
  await api.store(first);
});

const versionsOf = (preview: Preview) => preview.info.getByRole("list", { name: "Versions" });

/** What the preview's menu offers, open. */
async function openMenu(preview: Preview): Promise<Locator> {
  await preview.box.getByRole("button", { name: /^More for .*plan\.pdf/ }).click();
  const menu = preview.box.page().getByRole("menu");
  await expect(menu).toBeVisible();
  return menu;
}

test("a file is replaced, looked back at and brought back, and its link opens what it holds now", async ({
  browser,
  context,
  documents,
  page,
  school,
}) => {
  test.setTimeout(120_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { preview } = documents;
  const said = page.getByRole("region", { name: "Notifications" });
  await documents.file("plan.pdf").click();
  await expect(preview.sheet(1, 1)).toBeVisible();

  const next = await letter("scan.pdf", 3);
  const chooser = page.waitForEvent("filechooser");
  await (await openMenu(preview)).getByRole("menuitem", { name: "Replace with a new version…" }).click();
  await (await chooser).setFiles({ name: next.name, mimeType: next.type, buffer: next.bytes });
  await expect(documents.tray.row("scan.pdf")).toContainText("New version of “plan.pdf”");
  await documents.settled();
  await documents.tray.close();
  await expect(preview.sheet(1, 3)).toBeVisible();
  await expect(preview.title("plan.pdf")).toBeVisible();
  await expect(documents.rows).toHaveCount(1);

  await (await openMenu(preview)).getByRole("menuitem", { name: "Versions" }).click();
  const versions = versionsOf(preview);
  await expect(versions.getByRole("listitem")).toHaveCount(2);
  await expect(versions.getByRole("listitem").first()).toContainText(/Version 2.*Current/);
  await expectAccessible(page);
  await versions.getByRole("button", { name: "View version 1" }).click();
  await expect(preview.sheet(1, 1)).toBeVisible();
  const bar = preview.box.getByRole("region", { name: "This is version 1, not the current one." });
  await expect(bar).toBeVisible();
  const { bytes } = await saved(page, bar.getByRole("link", { name: "Download version 1" }));
  expect(bytes.equals(first.bytes)).toBe(true);
  await bar.getByRole("button", { name: "Show the current version" }).click();
  await expect(preview.sheet(1, 3)).toBeVisible();

  await versions.getByRole("button", { name: "Make version 1 current again" }).click();
  await expect(said).toContainText("Version 1 is current again, as version 3.");
  await expect(preview.sheet(1, 1)).toBeVisible();
  await expect(versions.getByRole("listitem").first()).toContainText(/Version 3.*Current.*was version 1/);
  await versions.getByRole("button", { name: "Delete version 2 for good" }).click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: "Delete for good" }).click();
  await expect(question).toBeHidden();
  await expect(versions.getByRole("listitem")).toHaveCount(1);

  await preview.tab("History").click();
  for (const line of [
    "Version 2 deleted for good",
    "Version 1 made current again, as version 3",
    "Replaced: version 2",
  ])
    await expect(preview.info.getByText(line)).toBeVisible();

  await (await openMenu(preview)).getByRole("menuitem", { name: /^Copy link/ }).click();
  await expect(said).toContainText("Link copied.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).pathname).toMatch(/^\/d\/[0-9a-f-]{36}$/);
  const other = await browser.newContext({ storageState: NOBODY });
  const elsewhere = await other.newPage();
  waitAfterLoading(elsewhere);
  await elsewhere.goto(link);
  await new SignInPage(elsewhere).signIn(school.people.viewer.email, school.people.viewer.password);
  await expect(elsewhere.getByRole("heading", { name: "plan.pdf", exact: true })).toBeVisible();
  await expect(elsewhere.getByRole("img", { name: "Page 1 of 1", exact: true })).toBeVisible();
  await other.close();
});

test.describe("somebody whose file it is not", () => {
  test.use({ as: "teacher" });

  test("sees its versions, and can change none", async ({ documents }) => {
    const { preview } = documents;
    await documents.file("plan.pdf").click();
    const menu = await openMenu(preview);
    await expect(menu.getByRole("menuitem", { name: /^Copy link/ })).toBeVisible();
    await expect(menu.getByRole("menuitem", { name: /^Replace/ })).toBeHidden();
    await menu.getByRole("menuitem", { name: "Versions" }).click();
    await expect(versionsOf(preview).getByRole("listitem")).toHaveCount(1);
    await expect(preview.info.getByRole("button", { name: /version/i })).toHaveCount(0);
  });
});
