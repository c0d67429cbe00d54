import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { AccountPage } from "./pages/account.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { coloursOf } from "./pages/preview.ts";
import { TrashPage } from "./pages/trash.ts";
import { renamedProgram } from "./samples/bad.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ mode: "serial" });

test.describe("nobody is signed in", () => {
  test.use({ as: null });

  test("sign-in and a bad set-up link are accessible", async ({ page }) => {
    await page.goto("/sign-in");
    await expectAccessible(page);
    await page.getByLabel("Email").fill("nobody@example.org");
    await page.getByLabel("Password").fill("not the right one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    await expectAccessible(page);
    await page.goto("/setup?token=wrong");
    await expectAccessible(page);
    await page.goto("/there/is/nothing");
    await expectAccessible(page);
  });
});

test("the empty pages are accessible", async ({ documents, page }) => {
  await expect(page.getByText("No documents yet")).toBeVisible();
  await expectAccessible(page);
  await documents.open("?q=nadie");
  await expectAccessible(page);
  await new TrashPage(page).open();
  await expectAccessible(page);
  await page.goto("/usage");
  await expectAccessible(page);
});

test("the list, a selection, the uploads and a message are accessible", async ({ documents, page }) => {
  await documents.drop([
    await letter("carta.pdf", 2),
    photo("foto.png"),
    photo("borrador.png"),
    renamedProgram("programa.pdf"),
  ]);
  await expect(documents.tray.title).toHaveText("3 uploaded, 1 needs attention");
  await expectAccessible(page);
  await documents.tray.close();
  await documents.select("foto.png").check();
  await expectAccessible(page);
  await documents.table.getByRole("button", { name: "Delete borrador.png" }).click();
  await expect(page.getByText("“borrador.png” is in the trash.")).toBeVisible();
  await expectAccessible(page);
});

test("previews are accessible", async ({ documents, page }) => {
  await documents.file("foto.png").click();
  await expect(documents.preview.box.getByRole("img", { name: "foto.png" })).toBeVisible();
  await expectAccessible(page);
  await documents.preview.close();
  await documents.file("carta.pdf").click();
  await expect.poll(() => coloursOf(documents.preview.sheet(1, 2))).toBeGreaterThan(5);
  await expectAccessible(page);
});

test("the trash, its question, usage and the account are accessible", async ({ page }) => {
  const trash = new TrashPage(page);
  await trash.open();
  await expectAccessible(page);
  await trash.purge("borrador.png").click();
  await expect(trash.dialog).toBeVisible();
  await expectAccessible(page);
  await page.goto("/usage");
  await expectAccessible(page);
  await new AccountPage(page).open();
  await expectAccessible(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("cards and the menu are accessible, and targets are large enough for a thumb", async ({ page }) => {
    const documents = new DocumentsPage(page);
    await documents.open();
    await expectAccessible(page);
    for (const button of await page.getByRole("button").all()) {
      if (!(await button.isVisible())) continue;
      const box = await button.boundingBox();
      expect(box?.height, await button.innerText()).toBeGreaterThanOrEqual(44);
    }
    await page.getByRole("button", { name: "Menu" }).tap();
    await expect(page.getByRole("link", { name: "Trash" })).toBeVisible();
    await expectAccessible(page);
  });
});
