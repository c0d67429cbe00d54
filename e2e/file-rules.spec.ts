import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { FileRulesPage } from "./pages/file-rules.ts";
import { photo, scan } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a school decides what it takes, and the same tab goes by it at once", async ({ documents, page }) => {
  // A long page is held to the rules of accessibility, on a machine that may be busy.
  test.slow();
  await expect(page.getByText("PDF, images, Word, up to 10 MB")).toBeVisible();
  const navigation = page.getByRole("navigation", { name: "Main" });
  await navigation.getByRole("link", { name: "School" }).click();
  await page.getByRole("main").getByRole("link", { name: "Files" }).click();
  const rules = new FileRulesPage(page);
  const form = rules.form("Documents");
  const save = form.getByRole("button", { name: "Save" });
  await expect(save).toBeDisabled();
  await form.getByLabel("Largest file").fill("much");
  await save.click();
  await expect(form.getByRole("alert")).toHaveText("Write a size above zero, up to 5 TB.");
  await expectAccessible(page);
  await form.getByLabel("Largest file").fill("2");
  for (const type of [/^JPEG/, /^DOC /, /^DOCX/]) await form.getByRole("checkbox", { name: type }).uncheck();
  await form.getByRole("checkbox", { name: /^CSV/ }).check();
  await save.click();
  await expect(page.getByText("Saved: Documents.")).toBeVisible();

  await navigation.getByRole("link", { name: "Documents" }).click();
  await expect(page.getByText("PDF, PNG, CSV, up to 2 MB")).toBeVisible();
  const large = photo("grande.png", { size: 2_000_001 });
  const other = scan("foto.jpg");
  await documents.drop([large, other, photo("bien.png")]);
  await expect(documents.tray.title).toHaveText("1 uploaded, 2 need attention");
  await expect(documents.tray.row(large.name)).toContainText("at most 2 MB are taken here");
  await expect(documents.tray.row(other.name)).toContainText("Taken are: PDF, PNG, CSV.");

  await rules.open();
  await rules.form("Documents").getByRole("button", { name: "Back to the usual" }).click();
  await expect(page.getByText("Saved: Documents.")).toBeVisible();
  await expect(rules.form("Documents").getByLabel("Largest file")).toHaveValue("10");
});

test("what somebody else has changed meanwhile is not overwritten, and is shown", async ({
  page,
  installation,
  school,
}) => {
  const rules = new FileRulesPage(page);
  await rules.open();
  const form = rules.form("Media");
  await installation.sql`
    update schools set upload_rules = ${installation.sql.json({ media: { maxBytes: 1_000_000_000 } })}
    where id = ${school.id}`;
  await form.getByLabel("Largest file").fill("3");
  await form.getByRole("button", { name: "Save" }).click();
  const notifications = page.getByRole("region", { name: "Notifications" });
  await expect(notifications.getByText("Somebody else has changed it in the meantime.")).toBeVisible();
  await expect(form.getByLabel("Largest file")).toHaveValue("1");
});
