import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { Preview } from "./pages/preview.ts";
import { Tray } from "./pages/tray.ts";
import { photo } from "./samples/picture.ts";

test.use({
  contextOptions: { reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"] },
});

test("a picture is added to the gallery, described, published, copied as HTML, and found by what it is", async ({
  page,
}) => {
  await page.goto("/media");
  const main = page.getByRole("main");
  const tiles = main.getByRole("list", { name: "Media" }).getByRole("listitem");
  const show = main.getByRole("navigation", { name: "Show" });
  await expect(main.getByText("No media yet")).toBeVisible();
  const chooser = page.waitForEvent("filechooser");
  await main.getByRole("button", { name: "Upload to Media" }).first().click();
  const files = ["patio.png", "huerto.png"].map((name) => photo(name, { width: 320, height: 240 }));
  await (await chooser).setFiles(
    files.map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: bytes })),
  );
  await expect(tiles).toHaveCount(2);
  await new Tray(page).close();
  const patio = tiles.filter({ hasText: "patio.png" });
  await expect(patio).toContainText("No alternative text");
  await expectAccessible(page);

  await patio.getByRole("link", { name: "patio.png" }).click();
  const { box, info } = new Preview(page);
  const menu = box.getByRole("button", { name: "Public link of patio.png" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Make public…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Make “patio.png” public?" });
  await expect(dialog).toContainText("It has no alternative text");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);

  await info.getByRole("button", { name: "Add", exact: true }).click();
  await expect(info.getByRole("textbox", { name: "Alternative text" })).toBeFocused();
  await page.keyboard.type('The yard, with "our" tree');
  await page.keyboard.press("Enter");
  await expect(info).toContainText('The yard, with "our" tree');
  await expect(patio).toContainText('The yard, with "our" tree');

  await menu.click();
  await page.getByRole("menuitem", { name: "Make public…" }).click();
  await expect(dialog).toBeVisible();
  await expect(dialog).not.toContainText("It has no alternative text");
  await dialog.getByRole("button", { name: "Make public" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(patio.getByText("Public", { exact: true })).toBeVisible();
  await menu.click();
  await page.getByRole("menuitem", { name: "Copy as HTML" }).click();
  await expect(page.getByText("The HTML of the picture is copied.")).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^<img src="http.*_patio\.png" alt="The yard, with &quot;our&quot; tree">$/);
  await new Preview(page).close();
  await expect(box).toHaveCount(0);

  await show.getByRole("link", { name: "Public", exact: true }).click();
  await expect(tiles).toHaveCount(1);
  await expect(patio).toBeVisible();
  await show.getByRole("link", { name: "Not described" }).click();
  await expect(tiles.filter({ hasText: "huerto.png" })).toBeVisible();
  await expect(tiles).toHaveCount(1);
  await page.reload();
  await expect(tiles).toHaveCount(1);
  await expect(tiles).toContainText(["huerto.png"]);
});
