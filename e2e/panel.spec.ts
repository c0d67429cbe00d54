import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import type { DocumentsPage } from "./pages/documents.ts";
import { coloursOf } from "./pages/preview.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import { essay } from "./samples/word.ts";

const DESK = { width: 1440, height: 900 };

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Newest first in the list: foto 40 ... foto 1, carta, redacción. */
test.beforeAll(async ({ api }) => {
  test.setTimeout(120_000);
  await api.storeAll([
    essay("redacción.docx"),
    await letter("carta.pdf", 3),
    ...Array.from({ length: 40 }, (_, at) => photo(`foto ${at + 1}.png`, { width: 400, height: 300 })),
  ]);
});

const scrollOf = (page: Page) => page.evaluate(() => window.scrollY);
const idIn = (page: Page) => new URL(page.url()).searchParams.get("open");

/** How much the page has moved since it was loaded by itself, as browsers measure it. */
async function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          })[])
            if (!entry.hadRecentInput) sum += entry.value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
}

async function showPicture(documents: DocumentsPage, name: string): Promise<void> {
  await documents.file(name).click();
  await expect(documents.preview.box.getByRole("img", { name })).toBeVisible();
}

test.describe("at a desk", () => {
  test.use({ viewport: DESK });

  test("a click shows the file beside the list, which stays as usable as it was", async ({
    documents,
    page,
  }) => {
    await showPicture(documents, "foto 40.png");
    const { preview } = documents;
    await expect(preview.panel).toBeVisible();
    await expect(preview.full).toHaveCount(0);
    const panel = await preview.panel.boundingBox();
    const table = await documents.table.boundingBox();
    expect(panel?.height).toBe(DESK.height);
    expect((table?.x ?? 0) + (table?.width ?? 0)).toBeLessThanOrEqual(panel?.x ?? 0);
    // The name has room enough, and what has none has given way.
    await expect(page.getByRole("columnheader", { name: "Added", exact: true })).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Added by" })).toBeHidden();
    const name = await documents.file("foto 40.png").boundingBox();
    expect(name?.x).toBeGreaterThan(200);
    await expectAccessible(page);

    // Another one takes its place, the list can be searched, and things selected.
    await documents.file("foto 38.png").click();
    await expect(preview.title("foto 38.png")).toBeVisible();
    await expect(documents.file("foto 38.png")).toHaveAttribute("aria-current", "true");
    await expect(documents.table.locator("[aria-current]")).toHaveCount(1);
    await documents.select("foto 39.png").check();
    await expect(page.getByText("1 selected")).toBeVisible();
    await expect(preview.title("foto 38.png")).toBeVisible();
    await page.getByRole("button", { name: "Clear the selection" }).click();
    await documents.search.fill("carta");
    await expect(documents.rows).toHaveCount(1);
    await expect(preview.title("foto 38.png")).toBeVisible();
    await documents.search.fill("");
    await preview.close();
    await expect(preview.box).toHaveCount(0);
    await expect(page).toHaveURL(/\/documents$/);
  });

  test("by keyboard alone: open, follow, into the panel, full screen and back, close", async ({
    documents,
    page,
  }) => {
    const { preview } = documents;
    await documents.file("foto 40.png").focus();
    await page.keyboard.press("Space");
    await expect(preview.title("foto 40.png")).toBeVisible();
    await expect(documents.file("foto 40.png")).toBeFocused();
    // Shift selects and opens nothing.
    await page.keyboard.press("Shift+ArrowDown");
    await expect(page.getByText("2 selected")).toBeVisible();
    await expect(preview.title("foto 40.png")).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(documents.file("foto 37.png")).toBeFocused();
    await expect(preview.title("foto 37.png")).toBeVisible();
    await expect(preview.box.getByRole("img", { name: "foto 37.png" })).toBeVisible();

    // Enter leads in, and from there on to full screen.
    await page.keyboard.press("Enter");
    await expect(preview.panel).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(preview.title("foto 36.png")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(preview.full).toBeFocused();
    await expect(page).toHaveURL(/full=1/);
    await expectAccessible(page);
    await page.keyboard.press("ArrowLeft");
    await expect(preview.title("foto 37.png")).toBeVisible();
    await page.keyboard.press("i");
    await expect(preview.info).toHaveCount(0);
    await page.keyboard.press("i");
    await expect(preview.info).toBeVisible();

    // Tab stays within what covers the page.
    for (let press = 0; press < 20; press += 1) await page.keyboard.press("Tab");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("[role=dialog], body")?.tagName))
      .toBe("SECTION");

    await page.keyboard.press("Escape");
    await expect(preview.panel).toBeVisible();
    await expect(page).not.toHaveURL(/full=/);
    await expect(documents.file("foto 37.png")).toBeFocused();
    await page.keyboard.press("f");
    await expect(preview.full).toBeVisible();
    await page.keyboard.press("f");
    await expect(preview.panel).toBeVisible();
    await expect(documents.file("foto 37.png")).toBeFocused();

    await page.keyboard.press("Escape");
    await expect(preview.box).toHaveCount(0);
    await expect(documents.file("foto 37.png")).toBeFocused();
    await expect(page.getByText("2 selected")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByText("42 files", { exact: true })).toBeVisible();
    // Space opens and closes.
    await page.keyboard.press("Space");
    await expect(preview.panel).toBeVisible();
    await page.keyboard.press("Space");
    await expect(preview.box).toHaveCount(0);
    await expect(page).toHaveURL(/\/documents$/);
  });

  test("leafing through the list opens only where one stops", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    await documents.file("foto 30.png").focus();
    await page.keyboard.press("Space");
    await expect(documents.preview.box.getByRole("img", { name: "foto 30.png" })).toBeVisible();
    const viewed = async () =>
      (
        await installation.sql<{ filename: string }[]>`
          select distinct details->>'filename' as filename from audit_events
          where school_id = ${school.id} and action = 'document.viewed'
            and details->>'filename' between 'foto 20.png' and 'foto 29.png' order by 1`
      ).map(({ filename }) => filename);
    await page.evaluate(() => {
      // Faster than anybody looks.
      for (let press = 0; press < 6; press += 1)
        document.activeElement?.dispatchEvent(
          new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }),
        );
    });
    await expect(documents.preview.box.getByRole("img", { name: "foto 24.png" })).toBeVisible();
    await expect.poll(viewed).toEqual(["foto 24.png"]);
  });

  test("Back and Forward go through panel and full screen, and closing leaves no step behind", async ({
    documents,
    page,
  }) => {
    const { preview } = documents;
    await page.goto("/trash");
    await documents.open();
    await showPicture(documents, "foto 40.png");
    await page.keyboard.press("f");
    await expect(preview.full).toBeVisible();
    await page.goBack();
    await expect(preview.panel).toBeVisible();
    await page.goBack();
    await expect(preview.box).toHaveCount(0);
    await page.goForward();
    await expect(preview.panel).toBeVisible();
    await page.goForward();
    await expect(preview.full).toBeVisible();
    await page.goBack();
    await expect(preview.panel).toBeVisible();

    // The list is scrolled on beside the panel, and stays so when it closes.
    await documents.file("foto 5.png").scrollIntoViewIfNeeded();
    await documents.file("foto 5.png").click();
    await expect(preview.title("foto 5.png")).toBeVisible();
    const scrolled = await scrollOf(page);
    expect(scrolled).toBeGreaterThan(300);
    await page.keyboard.press("Escape");
    await expect(preview.box).toHaveCount(0);
    await expect(page).toHaveURL(/\/documents$/);
    await expect.poll(() => scrollOf(page)).toBe(scrolled);
    await page.goBack();
    await expect(page).toHaveURL(/\/trash$/);
  });

  test("Esc twice at once closes once, and a file that is opened on the way out stays open", async ({
    documents,
    page,
  }) => {
    const { preview } = documents;
    await page.goto("/trash");
    await documents.open();
    await showPicture(documents, "foto 40.png");
    await page.evaluate(() => {
      // Before the browser has taken the step back that the first asks for.
      for (let press = 0; press < 2; press += 1)
        document.activeElement?.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }),
        );
    });
    await expect(preview.box).toHaveCount(0);
    await expect(page).toHaveURL(/\/documents$/);

    await showPicture(documents, "foto 40.png");
    await page.evaluate(() => {
      document.querySelector<HTMLElement>("[data-preview] [aria-label='Close the preview']")?.click();
      const rows = [...document.querySelectorAll<HTMLElement>("[data-open]")];
      rows.find(({ textContent }) => textContent === "foto 38.png")?.click();
    });
    await expect(preview.box.getByRole("img", { name: "foto 38.png" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(preview.box).toHaveCount(0);
    await page.goBack();
    await expect(page).toHaveURL(/\/trash$/);
  });

  test("an address shows the same again, deep in full screen, after a reload, and without anything moving", async ({
    documents,
    page,
  }) => {
    const { preview } = documents;
    await showPicture(documents, "foto 39.png");
    const id = idIn(page);
    await documents.open(`?open=${id}`);
    await expect(preview.box.getByRole("img", { name: "foto 39.png" })).toBeVisible();
    await expect(preview.panel).toBeVisible();
    expect(await shiftOf(page)).toBeLessThan(0.05);
    await page.reload();
    await expect(preview.panel).toBeVisible();
    await documents.open(`?open=${id}&full=1`);
    await expect(preview.full).toBeVisible();
    await expect(preview.box.getByRole("img", { name: "foto 39.png" })).toBeVisible();
    // There is no list to step back to: the address changes in its place.
    await page.keyboard.press("Escape");
    await expect(preview.panel).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(preview.box).toHaveCount(0);
    await expect(page).toHaveURL(/\/documents$/);
    await expect(documents.file("foto 39.png")).toBeFocused();
  });

  test("growing begins nothing anew: a PDF stays on its page", async ({ documents, page }) => {
    const { preview } = documents;
    await documents.open("?q=carta");
    await documents.file("carta.pdf").click();
    await expect.poll(() => coloursOf(preview.sheet(1, 3))).toBeGreaterThan(5);
    let asked = 0;
    page.on("request", (request) => {
      if (request.url().includes("X-Amz-Signature")) asked += 1;
    });
    await page.keyboard.press("f");
    await expect(preview.full).toBeVisible();
    await expect.poll(() => coloursOf(preview.sheet(1, 3))).toBeGreaterThan(5);
    await preview.box.getByRole("button", { name: /^Back beside the list/ }).click();
    await expect(preview.panel).toBeVisible();
    await expect.poll(() => coloursOf(preview.sheet(1, 3))).toBeGreaterThan(5);
    expect(asked).toBe(0);
  });

  test("details are exact, and the checksum can be taken along", async ({ documents, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const { preview } = documents;
    await documents.open("?q=carta");
    await documents.file("carta.pdf").click();
    await expect(preview.info).toContainText("carta.pdf");
    await expect(preview.info).toContainText(/kB \([\d,]+ bytes\)/);
    await expect(preview.info).toContainText("Clock of Europe/Madrid");
    await expect(preview.info).toContainText("Verified: the stored bytes have this checksum");
    const shown = /[0-9a-f]{64}/.exec((await preview.info.textContent()) ?? "")?.[0];
    await preview.info.getByRole("button", { name: "Copy" }).click();
    await expect(preview.info.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
  });

  test("history tells what happened, and the administrator who looked; it follows what happens", async ({
    documents,
    page,
    api,
  }) => {
    const { preview } = documents;
    const [stored] = await api.storeAll([photo("con historia.png")]);
    await api.ask("DELETE", `/documents/${stored?.id}`);
    await page.goto("/trash");
    await page.getByRole("button", { name: "Restore con historia.png" }).click();
    await expect(page.getByText("“con historia.png” is back.")).toBeVisible();
    await documents.open("?q=historia");
    await documents.file("con historia.png").click();
    await preview.tab("History").click();
    const lines = preview.info.getByRole("listitem");
    await expect(lines).toHaveText([
      /^Viewedby Ada Marín/,
      /^Restored from the trashby Ada Marín/,
      /^Moved to the trashby/,
      /^Addedby/,
    ]);
    await expectAccessible(page);
    await page.keyboard.press("f");
    await expect(preview.full).toBeVisible();
    await expect(lines).toHaveCount(4);
    await expectAccessible(page);
  });

  test("what cannot be shown is named on a card, and downloaded from there", async ({ documents, page }) => {
    await documents.open("?q=redaccion");
    await documents.file("redacción.docx").click();
    const { box } = documents.preview;
    await expect(box).toContainText("This kind of file cannot be shown here");
    await expect(box.getByRole("link", { name: "Download", exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  test("neighbours are there before one asks, and count as seen only when they are", async ({
    documents,
    page,
    installation,
    school,
  }) => {
    const of = async (action: string) =>
      (
        await installation.sql<{ filename: string }[]>`
          select details->>'filename' as filename from audit_events
          where school_id = ${school.id} and action = ${`document.${action}`}
            and details->>'filename' in ('foto 13.png', 'foto 11.png') order by 1`
      ).map(({ filename }) => filename);
    const pictures: string[] = [];
    page.on("request", (request) => {
      if (request.resourceType() === "image" && /foto_?(%20)?.*1[13]\.png/.test(request.url()))
        pictures.push(request.url());
    });
    await showPicture(documents, "foto 12.png");
    await expect.poll(() => of("prepared")).toEqual(["foto 11.png", "foto 13.png"]);
    expect(await of("viewed")).toEqual([]);
    await documents.preview.next.click();
    await expect(documents.preview.box.getByRole("img", { name: "foto 11.png" })).toBeVisible();
    await expect.poll(() => of("viewed")).toEqual(["foto 11.png"]);
  });

  test.describe("of somebody who counts bytes", () => {
    test("nothing is fetched that was not asked for", async ({ documents, page, installation, school }) => {
      await page.addInitScript(() => {
        Object.defineProperty(navigator, "connection", { value: { saveData: true } });
      });
      await documents.open("?q=foto 1");
      await showPicture(documents, "foto 17.png");
      await documents.preview.next.click();
      await expect(documents.preview.box.getByRole("img", { name: "foto 16.png" })).toBeVisible();
      const [row] = await installation.sql<{ count: number }[]>`
        select count(*)::int as count from audit_events where school_id = ${school.id}
        and action = 'document.prepared' and details->>'filename' in ('foto 15.png', 'foto 18.png')`;
      expect(row?.count).toBe(0);
    });
  });
});

test.describe("a reader", () => {
  test.use({ as: "viewer", viewport: DESK });

  test("is told what changed, but not who looked", async ({ documents }) => {
    await documents.open("?q=carta");
    await documents.file("carta.pdf").click();
    await expect.poll(() => coloursOf(documents.preview.sheet(1, 3))).toBeGreaterThan(5);
    await documents.preview.tab("History").click();
    await expect(documents.preview.info.getByRole("listitem")).toHaveText([/^Addedby/]);
  });
});

for (const [device, viewport] of [
  ["a tablet", { width: 820, height: 1180 }],
  ["a phone", { width: 390, height: 844 }],
] as const) {
  test.describe(`on ${device}`, () => {
    test.use({ viewport, hasTouch: true, isMobile: true });

    test("a file takes the whole window, Back closes it, and details come on demand", async ({
      documents,
      page,
    }) => {
      const { preview } = documents;
      await documents.open("?q=carta");
      await documents.file("carta.pdf").tap();
      await expect.poll(() => coloursOf(preview.sheet(1, 3))).toBeGreaterThan(5);
      await expect(preview.full).toBeVisible();
      expect(await preview.full.boundingBox()).toMatchObject({ x: 0, y: 0, width: viewport.width });
      await expect(preview.info).toHaveCount(0);
      await expectAccessible(page);
      for (const button of await preview.box.getByRole("button").all()) {
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      }
      await preview.box.getByRole("button", { name: "Details and history" }).tap();
      await expect(preview.info).toContainText("carta.pdf");
      await expectAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide).toBe(false);
      await page.goBack();
      await expect(preview.box).toHaveCount(0);
      await expect(page).toHaveURL(/q=carta/);
      await documents.file("carta.pdf").tap();
      await expect(preview.full).toBeVisible();
      await preview.close();
      await expect(preview.box).toHaveCount(0);
      await expect(documents.file("carta.pdf")).toBeVisible();
    });
  });
}
