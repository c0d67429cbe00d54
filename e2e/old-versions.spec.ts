import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { letter } from "./samples/pdf.ts";

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ timeout: 120_000 });

test("old versions are found under usage and deleted for good, and what files hold stays", async ({
  api,
  page,
  documents,
}) => {
  await api.store(await letter("acta.pdf"));
  const { preview } = documents;
  await page.reload();
  await documents.file("acta.pdf").click();
  for (const pages of [2, 3]) {
    const next = await letter(`acta ${pages}.pdf`, pages);
    await preview.box.getByRole("button", { name: /^More for .*acta\.pdf/ }).click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("menuitem", { name: "Replace with a new version…" }).click();
    await (await chooser).setFiles({ name: next.name, mimeType: next.type, buffer: next.bytes });
    await documents.settled();
    await documents.tray.close();
    await expect(preview.sheet(1, pages)).toBeVisible();
  }
  // All of one file's can go at once as well; that is asked first.
  await preview.box.getByRole("button", { name: /^More for .*acta\.pdf/ }).click();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  await preview.info.getByRole("button", { name: "Delete all old versions…" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("2 old versions,");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);

  await page.goto("/usage?by=class");
  const classes = page.getByRole("table", { name: "Who fills it" });
  await expect(classes.getByRole("row", { name: /^No record class/ })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Old versions" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Old versions" })).toBeVisible();
  const files = page.getByRole("list", { name: "Old versions" });
  await expect(files.getByRole("listitem")).toContainText("2 old versions");
  await page.getByRole("button", { name: "Delete old versions…" }).click();
  await expect(question).toContainText("There are none so old.");
  await question.getByRole("combobox").selectOption("All");
  await expect(question).toContainText("2 old versions of one file,");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("No file has old versions")).toBeVisible({ timeout: 40_000 });
  await page.goto("/documents");
  await documents.file("acta.pdf").click();
  await expect(preview.sheet(1, 3)).toBeVisible();
});
