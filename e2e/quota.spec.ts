import { expectAccessible } from "./fixtures/accessible.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { photo } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a quota is set on a page, warns, and refuses what does not fit; the trash counts", async ({
  browser,
  installation,
  page,
  school,
}) => {
  // Two people, and two pages held to the rules of accessibility, on a machine that may be busy.
  test.slow();
  const { administrator, teacher } = school.people;
  const schools = "/settings/storage/schools";
  await page.goto(schools);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await installation.sql`update users set platform_admin = true where id = ${administrator.id}`;
  await page.goto(schools);
  await page.getByRole("button", { name: `Change the limit of ${school.name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Limit what this school may store").check();
  await dialog.getByLabel("Limit", { exact: true }).fill("1");
  await dialog.getByLabel("Unit").selectOption("MB");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: school.name })).toContainText("1 MB");

  const context = await browser.newContext({
    storageState: await signInByHttp(installation.baseUrl, teacher),
    baseURL: installation.baseUrl,
    reducedMotion: "reduce",
  });
  const documents = new DocumentsPage(await context.newPage());
  const [first, second] = [photo("primera.png", { size: 850_000 }), photo("segunda.png", { size: 300_000 })];
  await documents.open();
  await documents.choose(first);
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await documents.choose(second);
  await expect(documents.tray.row(second.name)).toContainText(
    "The school has 150 kB left of its 1 MB, and this file takes 300 kB.",
  );
  await documents.table.getByRole("button", { name: "Delete primera.png" }).click();
  await expect(documents.page.getByText("“primera.png” is in the trash.")).toBeVisible();
  await documents.tray.retry(second.name).click();
  await expect(documents.tray.row(second.name)).toContainText("The trash takes 850 kB: it counts until");
  // A teacher is told when a file is refused, not before.
  await documents.open();
  await expect(documents.page.getByText("The school has used")).toHaveCount(0);
  await context.close();

  await page.goto("/usage");
  await expect(page.getByText("The school has used 850 kB of its 1 MB; 150 kB are left.")).toBeVisible();
  await expectAccessible(page);
});
