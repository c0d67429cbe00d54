import { SHORTCUTS, type ShortcutId } from "#components/keyboard/shortcuts.ts";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { complaints } from "./fixtures/watch.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { Palette } from "./pages/palette.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });
// Long ways, each on what the one before has left.
test.describe.configure({ mode: "serial", timeout: 180_000 });

test("files are found by a few letters, opened, and left again for where one was", async ({
  documents,
  page,
}) => {
  const heard = complaints(page);
  await documents.drop([await letter("Matrícula Ruiz.pdf", 1), photo("Huerto.png"), photo("Zarza.png")]);
  await expect(documents.tray.title).toHaveText("3 files uploaded");
  await documents.tray.close();
  const palette = new Palette(page);
  await documents.file("Huerto.png").focus();

  await palette.open();
  await expect(palette.input).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette.box).toBeHidden();
  await expect(documents.file("Huerto.png")).toBeFocused();

  await palette.open();
  await palette.take("MATRICULA", /^Matrícula Ruiz\.pdf/);
  await expect(documents.preview.title("Matrícula Ruiz.pdf")).toBeVisible();
  await expect(page).toHaveURL(/\/documents\?open=/);
  await page.keyboard.press("Escape");
  await expect(documents.preview.box).toBeHidden();
  await expect(documents.file("Matrícula Ruiz.pdf")).toBeFocused();

  await palette.open();
  await expect(palette.option(/^Matrícula Ruiz\.pdf/)).toBeVisible();
  await palette.input.fill("nada de nada");
  await expect(palette.box.getByText("Nothing matches “nada de nada”.")).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test("it leads to every page, also where no file can be searched", async ({ documents, page, context }) => {
  const palette = new Palette(page);
  await palette.open();
  await expectAccessible(page);
  await palette.take("tra", "Trash");
  await expect(page.getByRole("heading", { level: 1, name: "Trash" })).toBeVisible();
  await palette.open();
  await palette.take("zarza", /^Zarza\.png/);
  await expect(documents.preview.title("Zarza.png")).toBeVisible();
  await expect(page).toHaveURL(/\/documents\?open=/);
  await page.keyboard.press("Escape");
  await expect(documents.preview.box).toBeHidden();

  await palette.open();
  await context.setOffline(true);
  await palette.input.fill("zarza");
  await expect(palette.box.getByText("You are offline: files cannot be searched")).toBeVisible();
  // A page is still found.
  await palette.input.fill("trash");
  await expect(palette.option("Trash")).toBeVisible();
  await palette.input.fill("zarza");
  await context.setOffline(false);
  await expect(palette.option(/^Zarza\.png/)).toBeVisible();
});

test("a search that fails says so, and can be asked again", async ({ documents, page }) => {
  await documents.heading.waitFor();
  const palette = new Palette(page);
  await palette.open();
  await page.route("**/documents", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await palette.input.fill("zarza");
  await expect(palette.box.getByRole("alert")).toBeVisible();
  await page.unroute("**/documents");
  await palette.option("Try again").click();
  await expect(palette.option(/^Zarza\.png/)).toBeVisible();
});

test("theme, language and the selected files are a few letters away", async ({ documents, page }) => {
  const palette = new Palette(page);
  const root = page.locator("html");
  await palette.open();
  await palette.take("dark", "Theme: Dark");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await palette.open();
  await palette.take("device", "Theme: Same as this device");
  await expect(root).not.toHaveAttribute("data-theme");

  await documents.select("Zarza.png").check();
  await palette.open();
  await expect(palette.box.getByText("With the selected files")).toBeVisible();
  await palette.take("del", "Delete");
  await expect(page.getByText("“Zarza.png” is in the trash.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(documents.file("Zarza.png")).toBeVisible();

  await palette.open();
  await palette.take("espa", "Language: Español");
  await expect(page.getByRole("heading", { level: 1, name: "Documentos" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  const spanish = page.getByRole("dialog", { name: "Ir, buscar o hacer" });
  await spanish.getByRole("combobox").fill("english");
  await spanish.getByRole("option", { name: "Idioma: English" }).click();
  await expect(documents.heading).toBeVisible();
});

test("files and folders are chosen from it", async ({ documents, page }) => {
  const palette = new Palette(page);
  await documents.heading.waitFor();
  await palette.open();
  const files = page.waitForEvent("filechooser");
  await palette.take("upload fi", "Upload files");
  expect((await files).isMultiple()).toBe(true);
  await palette.open();
  const folder = page.waitForEvent("filechooser");
  await palette.take("folder", "Upload a folder");
  await expect.poll(async () => (await folder).element().getAttribute("webkitdirectory")).toBe("");
});

test("the help names every shortcut, and each does what it says", async ({ documents, page }) => {
  const { preview } = documents;
  const palette = new Palette(page);
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const row = (name: string) => documents.file(name);
  const box = (name: string) => documents.select(name);
  const names = await documents.names();
  const [first = "", second = ""] = names;
  /** Opens a file, and goes into its preview. */
  const open = async (name: string) => {
    await row(name).focus();
    await page.keyboard.press("Space");
    await preview.title(name).waitFor();
    await page.keyboard.press("Enter");
    await expect(preview.box).toBeFocused();
  };
  const close = async () => {
    await page.keyboard.press("Escape");
    await expect(preview.box).toBeHidden();
  };
  const undo = async (name: string) => {
    await page.getByRole("button", { name: "Undo" }).last().click();
    await expect(row(name)).toBeVisible();
  };
  /** What is there before each shortcut is pressed, and what must be there after it. */
  const proofs: Record<ShortcutId, (keys: string) => Promise<void>> = {
    palette: async (keys) => {
      await page.keyboard.press(keys);
      await expect(palette.input).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(palette.box).toBeHidden();
    },
    help: async (keys) => {
      await page.keyboard.press(keys);
      for (const { id } of SHORTCUTS) expect(id in proofs).toBe(true);
      await expect(help.getByRole("term")).toHaveCount(SHORTCUTS.length);
      await expectAccessible(page);
      await page.keyboard.press("Escape");
      await expect(help).toBeHidden();
    },
    paste: async (keys) => {
      // What a clipboard of the system holds is another spec's; this one is about the press.
      // It listens before the key is pressed: of the two sent together, the key can come first.
      const pasted = await page.evaluateHandle(() => {
        const seen = { paste: false };
        document.addEventListener("paste", () => (seen.paste = true), { once: true });
        return seen;
      });
      await page.keyboard.press(keys);
      await expect.poll(() => pasted.evaluate((seen) => seen.paste)).toBe(true);
    },
    search: async (keys) => {
      await page.keyboard.press(keys);
      await expect(documents.search).toBeFocused();
    },
    move: async (keys) => {
      const up = keys.endsWith("Up");
      await row(up ? second : first).focus();
      await page.keyboard.press(keys);
      await expect(row(up ? first : second)).toBeFocused();
    },
    open: async (keys) => {
      await row(first).focus();
      await page.keyboard.press(keys);
      await expect(preview.title(first)).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(preview.box).toBeHidden();
    },
    extend: async (keys) => {
      await row(keys.endsWith("Up") ? second : first).focus();
      await page.keyboard.press(keys);
      for (const name of [first, second]) await expect(box(name)).toBeChecked();
      await page.keyboard.press("Escape");
    },
    all: async (keys) => {
      await row(first).focus();
      await page.keyboard.press(keys);
      for (const name of names) await expect(box(name)).toBeChecked();
    },
    none: async (keys) => {
      await box(first).check();
      await page.keyboard.press(keys);
      await expect(box(first)).not.toBeChecked();
    },
    rename: async (keys) => {
      await row(first).focus();
      await page.keyboard.press(keys);
      await expect(documents.table.getByRole("textbox").first()).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(row(first)).toBeFocused();
    },
    delete: async (keys) => {
      await row(first).focus();
      await page.keyboard.press(keys);
      await expect(row(first)).toBeHidden();
      await undo(first);
    },
    leaf: async (keys) => {
      const back = keys.endsWith("Left");
      await open(back ? second : first);
      await page.keyboard.press(keys);
      await expect(preview.title(back ? first : second)).toBeVisible();
      await close();
    },
    full: async (keys) => {
      await open(first);
      await page.keyboard.press(keys);
      await expect(preview.full).toBeVisible();
      await page.keyboard.press(keys);
      await expect(preview.panel).toBeVisible();
      await close();
    },
    info: async (keys) => {
      await open(first);
      await expect(preview.info).toBeVisible();
      await page.keyboard.press(keys);
      await expect(preview.info).toHaveCount(0);
      await page.keyboard.press(keys);
      await expect(preview.info).toBeVisible();
      await close();
    },
    deleteShown: async (keys) => {
      await open(first);
      await page.keyboard.press(keys);
      await expect(preview.title(second)).toBeVisible();
      await close();
      await undo(first);
    },
    close: async (keys) => {
      await open(first);
      await page.keyboard.press(keys);
      await expect(preview.box).toBeHidden();
      await expect(row(first)).toBeFocused();
    },
  };
  for (const { id, keys } of SHORTCUTS) {
    for (const each of keys) await test.step(`${id}: ${each}`, () => proofs[id](each));
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the menu leads to it, and it fits", async ({ page }) => {
    const documents = new DocumentsPage(page);
    await documents.open();
    const palette = new Palette(page);
    await page.getByRole("button", { name: "Menu" }).tap();
    await page.getByRole("button", { name: "Find or go to" }).tap();
    await palette.input.waitFor();
    await expectAccessible(page);
    const { width = 0, x = -1 } = (await palette.box.boundingBox()) ?? {};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(390);
    for (const option of await palette.options.all()) {
      expect((await option.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    await palette.input.fill("huerto");
    await palette.option(/^Huerto\.png/).tap();
    await expect(documents.preview.title("Huerto.png")).toBeVisible();
    await documents.preview.close();
    await expect(documents.preview.box).toBeHidden();
    await page.getByRole("button", { name: "Menu" }).tap();
    await page.getByRole("button", { name: "Find or go to" }).tap();
    await palette.box.getByRole("button", { name: "Close" }).tap();
    await expect(palette.box).toBeHidden();
    await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
  });
});
