import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import { essay } from "./samples/word.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

/** The tabs above the list, and where they are managed. */
function viewsOf(page: Page) {
  const tabs = page.getByRole("navigation", { name: "Views" });
  // A toast is a dialog too, of another name.
  const dialog = page.getByRole("dialog", { name: /^(Save view|Manage views)$/ });
  return {
    tabs,
    tab: (name: string) => tabs.getByRole("link", { name, exact: true }),
    // Behind the dialog as well, where they have no role.
    names: () =>
      page
        .getByRole("navigation", { name: "Views", includeHidden: true })
        .getByRole("link", { includeHidden: true })
        .allTextContents(),
    current: tabs.locator("[aria-current]"),
    save: tabs.getByRole("button", { name: "Save view" }),
    manage: tabs.getByRole("button", { name: "Manage views" }),
    dialog,
    button: (name: string) => dialog.getByRole("button", { name, exact: true }),
    nameField: dialog.getByRole("textbox", { name: "Name of the view" }),
  };
}

const KINDS = ["All", "Documents", "Reports", "Media", "Message attachments"];

/** Opens a list as an address asks, without the views of other tests. */
async function opened(page: Page, address: string) {
  const documents = new DocumentsPage(page);
  await documents.open(address);
  return { documents, views: viewsOf(page) };
}

test.beforeAll(async ({ api }) => {
  test.setTimeout(120_000);
  await api.storeAll([photo("sol.png"), photo("luna.png"), await letter("sol.pdf", 1), essay("sol.docx")]);
});

test.beforeEach(async ({ installation, school }) => {
  await installation.sql`delete from saved_views where school_id = ${school.id}`;
});

test.describe("at a desk", () => {
  test.use({ viewport: DESK });

  test("kinds are tabs; what narrows goes along, and a second click takes it away", async ({ page }) => {
    const { documents, views } = await opened(page, "?q=sol&sort=name");
    await expect.poll(views.names).toEqual(KINDS);
    await expect(views.current).toHaveText("All");
    await expect(documents.rows).toHaveCount(3);
    await views.tab("Reports").click();
    await expect(views.current).toHaveText("Reports");
    await expect(page).toHaveURL(/[?&]q=sol/);
    await expect(page.getByText("Nothing matches “sol” and Reports")).toBeVisible();
    await views.tab("Reports").click();
    await expect(page).toHaveURL(/\/documents\?kind=report$/);
    await views.tab("All").click();
    await expect(page).toHaveURL(/\/documents$/);
    await expect(documents.rows).toHaveCount(4);
    await expect(views.save).toHaveCount(0);
    await expect(views.manage).toHaveCount(0);
    await page.goBack();
    await expect(views.current).toHaveText("Reports");
    await expectAccessible(page);
  });

  test("by mouse: saved, opened, renamed, updated, put in order, deleted, and taken back", async ({
    page,
  }) => {
    test.setTimeout(120_000);
    const { documents, views } = await opened(page, "?q=sol&type=pdf");
    await views.save.click();
    await expect(views.nameField).toBeFocused();
    await expect(views.dialog).toContainText("“sol” and PDF");
    await expectAccessible(page);
    await views.nameField.fill("Sun");
    await views.button("Save").click();
    await expect(views.dialog).toHaveCount(0);
    await expect(page.getByText("The view “Sun” is saved.").first()).toBeVisible();
    await expect(views.current).toHaveText("Sun");
    await expect(views.manage).toBeFocused();

    await views.tab("All").click();
    await expect(page).toHaveURL(/\/documents$/);
    await page.getByLabel("Type", { exact: true }).selectOption("Images");
    await expect(documents.rows).toHaveCount(2);
    await views.save.click();
    await views.nameField.fill("Pictures");
    await page.keyboard.press("Enter");
    await expect(views.current).toHaveText("Pictures");
    await page.reload();
    await expect.poll(views.names).toEqual([...KINDS, "Sun", "Pictures"]);
    await expect(views.current).toHaveText("Pictures");
    await views.tab("Sun").click();
    await expect.poll(() => documents.names()).toEqual(["sol.pdf"]);

    await documents.search.fill("luna");
    await page.getByRole("button", { name: "Clear the filter: Type" }).click();
    await expect.poll(() => documents.names()).toEqual(["luna.png"]);
    await expect(views.current).toHaveText("All");
    await views.save.click();
    await views.button("Have Sun show what the list shows now").click();
    await expect(views.dialog).toContainText("“Sun” shows what the list shows now.");
    await expect(views.button("Undo")).toBeFocused();
    await expectAccessible(page);
    await views.button("Rename the view Sun").click();
    const name = views.dialog.getByRole("textbox", { name: "Rename the view Sun" });
    await name.fill("Moon");
    await name.press("Enter");
    await expect(views.button("Rename the view Moon")).toBeFocused();
    await views.button("Move Moon down").click();
    await expect.poll(views.names).toEqual([...KINDS, "Pictures", "Moon"]);
    await views.button("Delete the view Pictures").click();
    await expect.poll(views.names).toEqual([...KINDS, "Moon"]);
    await views.button("Undo").click();
    await expect.poll(views.names).toEqual([...KINDS, "Pictures", "Moon"]);
    await page.keyboard.press("Escape");
    await expect(views.dialog).toHaveCount(0);
    await expect(views.current).toHaveText("Moon");
    await page.reload();
    await expect.poll(views.names).toEqual([...KINDS, "Pictures", "Moon"]);
    await expect(views.current).toHaveText("Moon");
  });

  test("by keyboard alone", async ({ page }) => {
    const { views } = await opened(page, "?type=word");
    await views.tab("Message attachments").focus();
    await page.keyboard.press("Tab");
    await expect(views.save).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(views.nameField).toBeFocused();
    await page.keyboard.type("Letters");
    await page.keyboard.press("Enter");
    await expect(views.dialog).toHaveCount(0);
    await expect(views.manage).toBeFocused();
    await page.keyboard.press("Enter");
    // The dialog takes the focus first.
    await expect(views.button("Close")).toBeFocused();
    await views.button("Rename the view Letters").focus();
    await page.keyboard.press("Enter");
    await expect(views.dialog.getByRole("textbox")).toBeFocused();
    await page.keyboard.type("Post");
    // Esc gives the name up, and only then closes.
    await page.keyboard.press("Escape");
    await expect(views.button("Rename the view Letters")).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(views.button("Delete the view Letters")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(views.button("Undo")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(views.button("Delete the view Letters")).toBeVisible();
    // The focus is where the next Tab leads to the views.
    await page.keyboard.press("Tab");
    await expect(views.button("Rename the view Letters")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(views.manage).toBeFocused();
    await views.tab("All").focus();
    await page.keyboard.press("Enter");
    await expect(views.current).toHaveText("All");
    await expect(views.tab("All")).toBeFocused();
    await views.tab("Letters").focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/type=word/);
  });

  test("they are one's own, and what is stale in them is left out", async ({
    page,
    installation,
    school,
    browser,
  }) => {
    const { administrator, registrar } = school.people;
    for (const [person, name] of [
      [administrator.id, "Mine"],
      [registrar.id, "Theirs"],
    ] as const) {
      await installation.sql`
        insert into saved_views (id, school_id, user_id, name, params, position)
        values (gen_random_uuid(), ${school.id}, ${person}, ${name},
          ${installation.sql.json({ type: "floppy", q: "luna", sort: "owner" })}, 0)`;
    }
    const { documents, views } = await opened(page, "");
    await expect.poll(views.names).toEqual([...KINDS, "Mine"]);
    await views.tab("Mine").click();
    await expect.poll(() => documents.names()).toEqual(["luna.png"]);
    await expect(views.current).toHaveText("Mine");
    // By its address alone, for whoever is signed in.
    const elsewhere = await browser.newPage({ storageState: await page.context().storageState() });
    await elsewhere.goto(page.url());
    await expect(viewsOf(elsewhere).current).toHaveText("Mine");
    await elsewhere.close();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("a row that scrolls by itself, and a view is saved and deleted by touch", async ({ page }) => {
    const { documents, views } = await opened(page, "?type=image");
    await views.save.tap();
    await views.nameField.fill("Pictures of the whole school year");
    await views.button("Save").tap();
    await expect(views.current).toHaveText("Pictures of the whole school year");
    await expect(views.current).toBeInViewport({ ratio: 0.9 });
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await wide()).toBe(false);
    for (const part of [views.current, views.manage]) {
      expect((await part.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
    }
    await views.tab("All").tap();
    await expect(documents.rows).toHaveCount(4);
    await views.manage.tap();
    await expect(views.button("Delete the view Pictures of the whole school year")).toBeVisible();
    await expectAccessible(page);
    expect(await wide()).toBe(false);
    await views.button("Delete the view Pictures of the whole school year").tap();
    await expect(views.button("Undo")).toBeVisible();
    await views.button("Close").tap();
    await expect.poll(views.names).toEqual(KINDS);
  });
});
