import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import type { Installation } from "./fixtures/installation.ts";
import type { School } from "./fixtures/school.ts";
import { expect, test } from "./fixtures/test.ts";

// Long lists and keys pressed one by one take their time where the machine is busy.
test.describe.configure({ timeout: 180_000 });

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** More than are ever in the page at once, and more than one page of the server's. */
const MANY = 340;

const nameAt = (number: number) => `Informe ${String(number).padStart(3, "0")}.pdf`;

/** Rows without bytes, the first the newest; one has a title. */
async function seed({ sql }: Installation, school: School): Promise<void> {
  const { id, people } = school;
  await sql.begin(async (tx) => {
    await tx`
      create temp table seed on commit drop as
      select i, gen_random_uuid() as document, gen_random_uuid() as object,
             'documents/' || ${id} || '/2026/' || gen_random_uuid() || '_row' as key,
             'Informe ' || lpad(i::text, 3, '0') || '.pdf' as name
      from generate_series(1, ${MANY}::int) i`;
    await tx`
      insert into objects (id, school_id, key, purpose, state, size)
      select object, ${id}, key, 'original', 'live', i from seed`;
    await tx`
      insert into documents (id, school_id, filename, title, file_path, content_type, file_size, uploaded_by,
                             uploaded_at, object_id, kind, name_sort)
      select document, ${id}, name, case when i = 2 then 'Boletín de Ana Ruiz' end, key, 'application/pdf', i,
             ${people.administrator.id}, now() - i * interval '1 minute', object, 'document', lower(name)
      from seed`;
  });
}

/** Draws every row that can be loaded. */
async function loadAll(page: Page): Promise<void> {
  const more = page.getByRole("button", { name: /^(Show more|Loading…)$/ });
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    expect(await more.count()).toBe(0);
  }).toPass();
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Whether all of it is in sight, and nothing covers it. */
async function inSight(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const seen = (y: number) => {
      const at = document.elementFromPoint(left + width / 2, y);
      return at?.closest("[data-row]") === element.closest("[data-row]");
    };
    return top >= 0 && seen(top + 2) && seen(top + height - 2);
  });
}

test.beforeAll(async ({ installation, school }) => seed(installation, school));

test.describe("a long list at a desk", () => {
  test.use({ viewport: DESK });

  test("only what is in sight is in the page, and a reader is told where it stands", async ({
    documents,
    page,
  }) => {
    await loadAll(page);
    await expect(documents.file(nameAt(1))).toBeVisible();
    expect(await documents.rows.count()).toBeLessThan(80);
    await expect(documents.table).toHaveAttribute("aria-rowcount", String(MANY + 1));
    expect(await documents.names()).toEqual([
      nameAt(1),
      "Boletín de Ana Ruiz",
      ...Array.from({ length: MANY - 2 }, (_, at) => nameAt(at + 3)),
    ]);
    await page.evaluate(() => window.scrollTo(0, 200 * 44));
    const row = documents.row(nameAt(200));
    await expect(row).toHaveAttribute("aria-rowindex", "201");
    await expect(documents.file(nameAt(1))).toHaveCount(0);
    // The head stays in sight, and sorts from there.
    const head = page.getByRole("columnheader", { name: "Name", exact: true });
    await expect(head).toBeInViewport();
    // A row that is half below the head would be half a target.
    await row.evaluate((element) => {
      const below = element.closest("table")?.tHead?.getBoundingClientRect().bottom ?? 0;
      window.scrollBy(0, element.getBoundingClientRect().top - below);
    });
    await expectAccessible(page);
  });

  test("the keys reach rows that are not in the page, and the focus is never lost", async ({
    documents,
    page,
  }) => {
    await loadAll(page);
    await documents.file(nameAt(1)).focus();
    await page.keyboard.press("End");
    await expect(documents.file(nameAt(MANY))).toBeFocused();
    await expect.poll(() => inSight(documents.file(nameAt(MANY)))).toBe(true);
    await page.keyboard.press("Home");
    await expect(documents.file(nameAt(1))).toBeFocused();
    await expect.poll(() => inSight(documents.file(nameAt(1)))).toBe(true);
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    const far = page.locator("[data-open]:focus");
    await expect(far).toHaveText(/Informe 0[2-4]\d/);
    await expect.poll(() => inSight(far)).toBe(true);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("PageUp");
    await expect(documents.file(nameAt(1))).toBeFocused();

    // The wheel leaves the focus where it is; the keys go on from there.
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 250 * 44);
    await expect(documents.file(nameAt(250))).toBeVisible();
    await expect(documents.file(nameAt(1))).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(documents.file("Boletín de Ana Ruiz")).toBeFocused();
    await expect.poll(() => inSight(documents.file("Boletín de Ana Ruiz"))).toBe(true);
  });

  test("Shift selects from one end to the other, and deleting leaves the focus with a neighbour", async ({
    documents,
    page,
  }) => {
    await loadAll(page);
    await documents.select(nameAt(5)).check();
    await page.evaluate(() => window.scrollTo(0, 300 * 44));
    await documents.select(nameAt(300)).click({ modifiers: ["Shift"] });
    await expect(page.getByText("296 selected")).toBeVisible();
    await page.keyboard.press("Shift+End");
    await expect(page.getByText("336 selected")).toBeVisible();
    await page.keyboard.press("Shift+Home");
    await expect(page.getByText("5 selected")).toBeVisible();
    await expect(documents.select(nameAt(1))).toBeFocused();
    await page.keyboard.press("Delete");
    await expect(page.getByText("5 files are in the trash.")).toBeVisible();
    await expect(documents.file(nameAt(6))).toBeFocused();
    await expect.poll(() => inSight(documents.file(nameAt(6)))).toBe(true);
    await page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
    await expect(documents.file(nameAt(1))).toBeVisible();
  });

  test("a preview leads to far rows, and comes back to the last of them", async ({ documents, page }) => {
    await loadAll(page);
    await page.evaluate(() => window.scrollTo(0, 250 * 44));
    await documents.file(nameAt(260)).click();
    await expect(documents.preview.title(nameAt(260))).toBeVisible();
    for (let number = 261; number <= 270; number += 1) {
      await page.keyboard.press("ArrowDown");
      await expect(documents.preview.title(nameAt(number))).toBeVisible();
    }
    await page.keyboard.press("Escape");
    await expect(documents.file(nameAt(270))).toBeFocused();
    await expect.poll(() => inSight(documents.file(nameAt(270)))).toBe(true);
  });

  test("on paper are all rows that are loaded", async ({ documents, page }) => {
    await loadAll(page);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await documents.rows.count()).toBe(MANY);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await expect.poll(() => documents.rows.count()).toBeLessThan(80);
  });

  test("rows are closer together on demand, and stay so", async ({ documents, page }) => {
    const row = documents.row(nameAt(3));
    expect((await row.boundingBox())?.height).toBe(44);
    const height = async () => (await row.boundingBox())?.height;
    await page.getByRole("button", { name: "Closer together" }).click();
    await expect.poll(height).toBe(36);
    await page.reload();
    expect(await height()).toBe(36);
    await documents.open("?q=Informe 00");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Closer together" }).click();
    await expect.poll(height).toBe(44);
  });

  test("a title comes first, and the name of the file beside it", async ({ documents }) => {
    await expect(documents.row("Boletín de Ana Ruiz")).toContainText(nameAt(2));
    await expect(documents.select("Boletín de Ana Ruiz")).toBeVisible();
  });
});

test.describe("a grid at a desk", () => {
  test.use({ viewport: DESK });

  test("is chosen once, drawn by the server from then on, and named in the address", async ({
    documents,
    page,
  }) => {
    await page.getByRole("radio", { name: "Grid" }).click();
    await expect(documents.cards).toBeVisible();
    await expect(documents.table).toHaveCount(0);
    await expect(page).toHaveURL(/[?&]view=grid/);
    await expectAccessible(page);

    await page.goto("/documents");
    const html = await (await page.request.get("/documents")).text();
    expect(html).toContain("aria-posinset");
    await expect(documents.cards).toBeVisible();
    await documents.ready();
    // Nothing moved on the way.
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((entries) => {
            for (const entry of entries.getEntries()) sum += (entry as unknown as { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        }),
    );
    expect(shift).toBeLessThan(0.01);

    await page.getByRole("radio", { name: "List" }).click();
    await expect(documents.table).toBeVisible();
    await page.reload();
    await expect(documents.table).toBeVisible();
    // An address that asks for the grid is heard without changing what is remembered.
    await documents.open("?view=grid");
    await expect(documents.cards).toBeVisible();
    await documents.open();
    await expect(documents.table).toBeVisible();
  });

  test("arrows move in two dimensions, Shift selects, Space and Enter open, Delete deletes", async ({
    documents,
    page,
  }) => {
    await documents.open("?view=grid&sort=name");
    const columns = await documents.columns();
    expect(columns).toBeGreaterThan(3);
    const card = (number: number) => documents.cardLink(nameAt(number));
    await card(1).focus();
    await page.keyboard.press("ArrowDown");
    await expect(card(1 + columns)).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(card(2 + columns)).toBeFocused();
    await page.keyboard.press("Shift+ArrowDown");
    await expect(page.getByText(`${columns + 1} selected`)).toBeVisible();
    await page.keyboard.press("Shift+ArrowLeft");
    await expect(page.getByText(`${columns} selected`)).toBeVisible();
    await expect(card(1 + 2 * columns)).toBeFocused();
    await expectAccessible(page);
    for (const key of ["Space", "Enter"]) {
      await page.keyboard.press(key);
      await expect(documents.preview.title(nameAt(1 + 2 * columns))).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(card(1 + 2 * columns)).toBeFocused();
    }
    await page.keyboard.press("Escape");
    await expect(page.getByText(/selected$/)).toHaveCount(0);
    await page.keyboard.press("Delete");
    await expect(page.getByText(`“${nameAt(1 + 2 * columns)}” is in the trash.`)).toBeVisible();
    await expect(card(2 + 2 * columns)).toBeFocused();
    const undo = page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" });
    // The list's keys work beside a message too: whoever has just pressed its button goes on with them.
    await undo.press("ControlOrMeta+a");
    await expect(page.getByText(/selected$/)).toBeVisible();
    await undo.click();
    await expect(card(1 + 2 * columns)).toBeVisible();
    await page.keyboard.press("ControlOrMeta+a");
    await expect(page.getByText(/selected$/)).toBeVisible();
  });

  test("only the cards in sight are in the page, and the place is kept from one view to the other", async ({
    documents,
    page,
  }) => {
    await loadAll(page);
    await page.getByRole("radio", { name: "Grid" }).click();
    await expect(documents.cards).toBeVisible();
    await expect.poll(() => documents.cards.locator("[data-row]").count()).toBeLessThan(100);
    await documents.cardLink(nameAt(1)).focus();
    await page.keyboard.press("End");
    await expect(documents.cardLink(nameAt(MANY))).toBeFocused();
    await page.keyboard.press("Home");
    await expect(documents.cardLink(nameAt(1))).toBeFocused();
    expect((await documents.names()).length).toBe(MANY);
    await documents.cardLink(nameAt(1)).focus();
    await page.keyboard.press("End");
    await expect(documents.cardLink(nameAt(MANY))).toBeFocused();
    await page.getByRole("radio", { name: "Grid" }).press("ArrowLeft");
    await expect(documents.table).toBeVisible();
    await expect(documents.file(nameAt(MANY - 5))).toBeInViewport();
  });

  test("the order is chosen from a menu, and one card's file is downloaded and deleted on the card", async ({
    documents,
    page,
  }) => {
    await documents.open("?view=grid");
    await page.getByLabel("Order").selectOption("Name, Z to A");
    await expect(documents.cardLink(nameAt(MANY))).toBeVisible();
    const card = documents.card(nameAt(MANY));
    await card.hover();
    await expect(card.getByRole("link", { name: `Download ${nameAt(MANY)}` })).toBeVisible();
    await card.getByRole("button", { name: `Delete ${nameAt(MANY)}` }).click();
    await expect(card).toHaveCount(0);
    await page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
    await expect(card).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true });

  test("cards stand two by two, are selected and opened by touch, and nothing scrolls sideways", async ({
    documents,
    page,
  }) => {
    await page.getByRole("button", { name: "Grid" }).tap();
    await expect(documents.cards).toBeVisible();
    expect(await documents.columns()).toBe(2);
    const box = documents.cards.getByRole("checkbox", { name: `Select ${nameAt(1)}` });
    const target = await box.locator("..").boundingBox();
    expect(target?.width).toBeGreaterThanOrEqual(44);
    expect(target?.height).toBeGreaterThanOrEqual(44);
    await box.tap();
    await expect(page.getByText("1 selected")).toBeVisible();
    await expectAccessible(page);
    await documents.cardLink(nameAt(3)).tap();
    await expect(documents.preview.title(nameAt(3))).toBeVisible();
    await documents.preview.close();
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await wide()).toBe(false);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await wide()).toBe(false);
    await page.reload();
    await expect(documents.cards).toBeVisible();
  });

  test("a long list of rows scrolls far", async ({ documents, page }) => {
    await loadAll(page);
    expect(await documents.rows.count()).toBeLessThan(80);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(documents.file(nameAt(MANY))).toBeInViewport();
    const height = (await documents.row(nameAt(MANY)).boundingBox())?.height;
    expect(height).toBeGreaterThanOrEqual(44);
  });
});
