import path from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { PASSWORD, STAFF } from "#scripts/demo/people.ts";

const HEIGHTS = { 390: 844, 820: 1180, 1440: 900 } as const;
type Width = keyof typeof HEIGHTS;
type Scheme = "light" | "dark";
/** What is done on a page once it is there, before its picture is taken. */
type Act = (page: Page) => Promise<void>;
type Shot = { name: string; path: string; act?: Act };

const PREVIEW = /^Preview:/;
const THUMBNAILS_MS = 180_000;

/** A browser window signed in as the administrator, whose pages are all there are. */
export async function signedIn(
  browser: Browser,
  baseUrl: string,
  options: { width: Width; scheme: Scheme },
): Promise<{ context: BrowserContext; page: Page }> {
  const { width, scheme } = options;
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height: HEIGHTS[width] },
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/Madrid",
    hasTouch: width < 1440,
    isMobile: width < 1440,
  });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(STAFF[0].email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Documents" }).waitFor();
  return { context, page };
}

/** Waits until the page shows what it has: its words, its pictures, and nothing in motion. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    await document.fonts.ready;
    const shown = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
    await Promise.all(shown.map((image) => image.decode().catch(() => undefined)));
  });
}

/** Waits until the worker has made the small picture of each file that the first screen shows and that can have one. */
async function untilThumbnails(page: Page): Promise<void> {
  const deadline = Date.now() + THUMBNAILS_MS;
  const missing = () =>
    page
      .getByRole("row", { name: /\.(jpg|png|pdf)/ })
      .filter({ hasNot: page.locator("img") })
      .count();
  await settled(page);
  while ((await missing()) > 0 && Date.now() < deadline) {
    await page.reload();
    await settled(page);
  }
}

const SHOWN = "canvas, img, video, audio, table, pre";

async function preview(page: Page, name: RegExp, shown = SHOWN): Promise<void> {
  await page.getByRole("link", { name }).first().click();
  // Beside the list where there is room for both, else over the window.
  const box = page.getByRole("region", { name: PREVIEW }).or(page.getByRole("dialog", { name: PREVIEW }));
  await box.waitFor();
  await box.locator(shown).first().waitFor();
  await settled(page);
}

async function save(page: Page, shot: Shot, file: string): Promise<void> {
  await page.goto(shot.path);
  await settled(page);
  await shot.act?.(page);
  await page.screenshot({ path: file, animations: "disabled", caret: "hide" });
}

/** The README's pictures. Answers how many. */
export async function readmePictures(browser: Browser, baseUrl: string, folder: string): Promise<number> {
  const enrolment: Act = (page) => preview(page, /^Change of address/);
  const pictures: (Shot & { width: Width; scheme: Scheme })[] = [
    { name: "documents", path: "/documents", width: 1440, scheme: "light" },
    { name: "preview", path: "/documents", act: enrolment, width: 1440, scheme: "light" },
    { name: "usage", path: "/usage", width: 1440, scheme: "light" },
    { name: "phone", path: "/documents", width: 390, scheme: "light" },
    { name: "dark", path: "/documents", width: 1440, scheme: "dark" },
  ];
  for (const [at, picture] of pictures.entries()) {
    const { context, page } = await signedIn(browser, baseUrl, picture);
    if (at === 0) await untilThumbnails(page);
    await save(page, picture, path.join(folder, `${picture.name}.png`));
    await context.close();
  }
  return pictures.length;
}

const select: Act = async (page) => {
  for (const at of [1, 2, 3]) await page.getByRole("checkbox").nth(at).check();
};

const PAGES: readonly Shot[] = [
  { name: "documents", path: "/documents" },
  { name: "documents-selected", path: "/documents", act: select },
  { name: "documents-search", path: "/documents?q=ruiz" },
  { name: "documents-nothing", path: "/documents?q=no%20such%20file" },
  { name: "preview-pdf", path: "/documents", act: (page) => preview(page, /^Change of address/) },
  { name: "preview-image", path: "/documents", act: (page) => preview(page, /^Class 3A in the park/) },
  {
    name: "preview-word",
    path: "/documents?q=winter",
    act: (page) => preview(page, /^Letter/, "a.mt-4[href$='/download']"),
  },
  { name: "preview-table", path: "/documents?q=marks", act: (page) => preview(page, /^Marks 3A/) },
  { name: "preview-film", path: "/documents?q=sports", act: (page) => preview(page, /^Sports day/) },
  { name: "grid", path: "/documents?view=grid" },
  {
    name: "palette",
    path: "/documents",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("class");
      await page.getByRole("option").first().waitFor();
      await settled(page);
    },
  },
  {
    name: "help",
    path: "/documents",
    act: async (page) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "notices",
    path: "/documents",
    act: async (page) => {
      await page.getByRole("button", { name: /^Jobs/ }).click();
      await settled(page);
    },
  },
  { name: "students", path: "/students" },
  { name: "media", path: "/media" },
  { name: "messages", path: "/messages" },
  { name: "messages-new", path: "/messages/new" },
  { name: "trash", path: "/trash" },
  { name: "usage", path: "/usage" },
  { name: "files", path: "/settings/school/files" },
  { name: "record-classes", path: "/settings/school/classes" },
  { name: "webhooks", path: "/settings/school/webhooks" },
  { name: "api-reference", path: "/settings/school/api" },
  { name: "account", path: "/settings/account" },
  { name: "not-found", path: "/no-such-page" },
];

/** Every page at every width, light and dark. Answers how many pictures; one that cannot be taken is named. */
export async function allPages(browser: Browser, baseUrl: string, folder: string): Promise<number> {
  let count = 0;
  for (const scheme of ["light", "dark"] as const) {
    for (const width of [390, 820, 1440] as const) {
      const { context, page } = await signedIn(browser, baseUrl, { width, scheme });
      page.setDefaultTimeout(20_000);
      if (count === 0) await untilThumbnails(page);
      for (const shot of PAGES) {
        const file = path.join(folder, `${shot.name}-${width}-${scheme}.png`);
        try {
          await save(page, shot, file);
          count += 1;
        } catch (error) {
          process.stdout.write(`${path.basename(file)} was not taken: ${String(error).split("\n")[0]}\n`);
        }
      }
      await context.clearCookies();
      await save(
        page,
        { name: "sign-in", path: "/sign-in" },
        path.join(folder, `sign-in-${width}-${scheme}.png`),
      );
      count += 1;
      await context.close();
    }
  }
  return count;
}
