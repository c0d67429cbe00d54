import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { letter } from "./samples/pdf.ts";

test.use({ viewport: { width: 1440, height: 900 } });

/** A worker has other things to do. */
const SOON = { timeout: 45_000 };

const fields = (page: Page): Locator => page.getByRole("group", { name: "What is known of this file" });
const toasts = (page: Page): Locator => page.getByRole("region", { name: "Notifications" });

test("a file's class, year, tags and notes are said in its details by keyboard, and its history tells", async ({
  page,
  api,
}) => {
  test.slow();
  const [file] = await api.storeAll([await letter("alba plan.pdf", 1)]);
  const documents = new DocumentsPage(page);
  await documents.open("?q=alba");
  await documents.file("alba plan.pdf").focus();
  await page.keyboard.press("Space");
  const box = fields(page);
  const year = box.getByLabel("Year");
  await box.getByLabel("Record class").selectOption("Consent");
  await expect(box.getByText("Saved")).toHaveCount(1);

  await year.fill("1800");
  await year.press("Enter");
  await expect(box.getByRole("alert")).toHaveText("Enter a year from 1900 to 2200.");
  // Esc is for the field alone.
  await year.press("Escape");
  await expect(box.getByRole("alert")).toHaveCount(0);
  await expect(documents.preview.panel).toBeVisible();
  await year.fill("2019");
  await year.press("Enter");
  await expect(box.getByText("Saved")).toHaveCount(2);

  const tags = box.getByLabel("Tags");
  await tags.focus();
  await page.keyboard.type("Excursión");
  await expect(page.getByRole("option", { name: "New tag “Excursión”" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(box.getByRole("button", { name: "Remove the tag Excursión" })).toBeVisible();
  await page.keyboard.type("Perdido");
  await expect(page.getByRole("option", { name: "New tag “Perdido”" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(box.getByRole("button", { name: "Remove the tag Perdido" })).toBeVisible();
  await box.getByRole("button", { name: "Remove the tag Perdido" }).click();
  await expect(box.getByRole("button", { name: "Remove the tag Perdido" })).toHaveCount(0);
  const notes = box.getByLabel("Notes");
  await notes.fill("Signed by both parents.");
  await notes.press("Tab");
  await expect(box.getByText("Saved")).toHaveCount(4);
  await expectAccessible(page);

  // Somebody else was faster: theirs stays until it is decided.
  const answer = await api.ask("PATCH", `/documents/${file?.id}`, { year: 2001 });
  expect(answer.status).toBe(200);
  await year.fill("2002");
  await year.press("Enter");
  await expect(box.getByRole("alert")).toContainText("It is now “2001”.");
  await box.getByRole("button", { name: "Save mine" }).click();
  await expect(box.getByRole("alert")).toHaveCount(0);
  await expect(box.getByText("Saved")).toHaveCount(4);

  // Esc gives up what is typed, then closes the preview; it takes no tag away.
  await tags.fill("half a wo");
  await tags.press("Escape");
  await expect(tags).toHaveValue("");
  await expect(documents.preview.panel).toBeVisible();
  await tags.press("Escape");
  await expect(documents.preview.panel).toHaveCount(0);

  await documents.open(`?q=alba&open=${file?.id}`);
  await expect(year).toHaveValue("2002");
  await expect(box.getByRole("button", { name: "Remove the tag Excursión" })).toBeVisible();
  await expect(box.getByLabel("Record class").locator("option:checked")).toHaveText("Consent");
  await expect(notes).toHaveValue("Signed by both parents.");
  await documents.preview.tab("History").click();
  for (const words of [
    "Year changed from 2001 to 2002",
    "Notes added",
    "Tags removed: Perdido",
    "Tagged: Excursión",
    "Record class “Consent” set",
  ]) {
    await expect(documents.preview.info).toContainText(words);
  }
});

test("one thing is said of many files at once and taken back, and the list is narrowed by it", async ({
  page,
  api,
}) => {
  test.slow();
  const [first] = await api.storeAll([await letter("bruma uno.pdf", 1), await letter("bruma dos.pdf", 1)]);
  await api.ask("PATCH", `/documents/${first?.id}`, { record_class: "Consent" });
  const documents = new DocumentsPage(page);
  await documents.open("?q=bruma");
  const all = page.getByRole("checkbox", { name: "Select all in the list" });
  const edit = page.getByRole("button", { name: "Edit details" });
  const dialog = page.getByRole("dialog", { name: "Edit 2 files" });
  await all.check();
  await edit.click();
  await dialog.getByLabel("Record class").selectOption("Medical note");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(toasts(page)).toContainText("Record class “Medical note”: 2 files.", SOON);
  await toasts(page).getByRole("button", { name: "Undo" }).click();
  await expect(toasts(page)).toContainText("2 files are as they were.", SOON);

  await edit.click();
  await dialog.getByLabel("What to change").selectOption("Add a tag");
  await dialog.getByLabel("Tag", { exact: true }).fill("Viaje");
  await dialog.getByLabel("Tag", { exact: true }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Remove the tag Viaje" })).toBeVisible();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(toasts(page)).toContainText("Tag “Viaje” added: 2 files.", SOON);

  // What is selected takes the place of the filters.
  await documents.open("?q=bruma");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByLabel("Tag", { exact: true }).selectOption("Viaje");
  await expect(page).toHaveURL(/tag=/);
  await expect(documents.rows).toHaveCount(2);
  await page.getByLabel("Record class", { exact: true }).selectOption("Consent");
  await expect(documents.rows).toHaveCount(1);
  await expect(documents.file("bruma uno.pdf")).toBeVisible();
  await page.getByLabel("Record class", { exact: true }).selectOption("Assessment");
  await expect(page.getByText(/Nothing matches “bruma”, Assessment,? and tagged “Viaje”/)).toBeVisible();
});

test("a school adds, orders, renames and archives its record classes", async ({ page, api }) => {
  test.slow();
  const [file] = await api.storeAll([await letter("clave plan.pdf", 1)]);
  await api.ask("PATCH", `/documents/${file?.id}`, { record_class: "Enrolment form" });
  await page.goto("/settings/school/classes");
  const offered = page.getByRole("list", { name: "Record classes, in order" });
  await page.getByLabel("New record class").fill("Beca");
  const form = page.locator("form").filter({ has: page.getByLabel("New record class") });
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(offered.getByRole("listitem").last()).toContainText("Beca");
  await expect(page.getByLabel("New record class")).toHaveValue("");
  await page.getByRole("button", { name: "Move Beca up" }).click();
  await expect(offered.getByRole("listitem").last()).toContainText("Other");
  await page.getByRole("button", { name: "Rename Beca" }).click();
  await page.getByRole("textbox", { name: "Rename Beca" }).fill("Scholarship");
  await page.keyboard.press("Enter");
  await expect(offered).toContainText("Scholarship");
  await expect(offered.getByRole("link", { name: "1 document" })).toBeVisible();
  await page.getByRole("button", { name: "Archive Enrolment form" }).click();
  const archived = page.getByRole("list", { name: "Archived" });
  await expect(archived).toContainText("Enrolment form");
  await expectAccessible(page);

  const documents = new DocumentsPage(page);
  await documents.open(`?q=clave&open=${file?.id}`);
  const kind = fields(page).getByLabel("Record class");
  await expect(kind.locator("option:checked")).toHaveText("Enrolment form (archived)");
  await expect(kind.locator("option", { hasText: "Scholarship" })).toHaveCount(1);
});

test.describe("a reader", () => {
  test.use({ as: "viewer" });

  test("is told what is known of a file, and has nothing to change", async ({ page, api }) => {
    const [file] = await api.storeAll([await letter("duna plan.pdf", 1)]);
    await api.ask("PATCH", `/documents/${file?.id}`, { record_class: "Consent", notes: "Kept in the safe." });
    const documents = new DocumentsPage(page);
    await documents.open(`?q=duna&open=${file?.id}`);
    await expect(documents.preview.info).toContainText("Kept in the safe.");
    await expect(documents.preview.info).toContainText("Consent");
    await expect(fields(page)).toHaveCount(0);
  });
});
