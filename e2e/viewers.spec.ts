import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { complaints } from "./fixtures/watch.ts";
import type { DocumentsPage } from "./pages/documents.ts";
import { coloursOf } from "./pages/preview.ts";
import { playing, Viewer } from "./pages/viewer.ts";
import { brokenFilm, film } from "./samples/film.ts";
import { claimingPages, report } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";
import type { Sample } from "./samples/sample.ts";
import { tone } from "./samples/sound.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });
// The school's files are stored once, and each journey opens those it needs.
test.describe.configure({ mode: "serial" });

const LONG = 300;
/** Milliseconds that a slow machine may take to read so many pages. */
const READ = 45_000;
const lineOf = (page: number) =>
  page % 100 === 0 ? `La matrícula de Núñez, hoja ${page}` : `Acta número ${page} del claustro`;

const text = (name: string, type: string, content: string | Buffer): Sample => ({
  name,
  type,
  bytes: Buffer.from(content),
});

const ROWS = Array.from({ length: 1300 }, (_, at) => `${at + 1};"Núñez; Ana";"dos\nlíneas"`);
const NOTES = `Primera línea de las notas\n${"una línea más\n".repeat(90_000)}`;

async function show(documents: DocumentsPage, name: string): Promise<Viewer> {
  await documents.file(name).click();
  await expect(documents.preview.title(name)).toBeVisible();
  // Beside the list the keys are the list's until somebody goes over.
  await documents.preview.box.focus();
  return new Viewer(documents.page, documents.preview.box);
}

test.beforeAll(async ({ installation, school, api }) => {
  const types = ["application/pdf", "image/png", "text/csv", "text/plain"];
  await installation.sql`
    update schools set upload_rules = ${installation.sql.json({ document: { types } })} where id = ${school.id}`;
  await api.storeAll([
    photo("después.png"),
    photo("patio.png", { width: 2400, height: 1200 }),
    await report("actas.pdf", LONG, lineOf),
    text("notas.txt", "text/plain", NOTES),
    text("alumnos.csv", "text/csv", `\uFEFFNúmero;Nombre;Observaciones\r\n${ROWS.join("\r\n")}`),
    text("breve.txt", "text/plain", "Dos líneas\nde texto\n"),
    text("breve.csv", "text/csv", "Nombre,Curso\nAna,3º B\n"),
  ]);
  await api.store(tone("himno.wav", 300), "media");
});

test("a picture is fitted, zoomed by keys and buttons, moved, turned, and fitted again", async ({
  documents,
}) => {
  const viewer = await show(documents, "patio.png");
  const picture = viewer.box.getByRole("img", { name: "patio.png" });
  const width = async () => (await picture.boundingBox())?.width ?? 0;
  await expect.poll(width).toBeGreaterThan(100);
  const fitted = await width();
  expect(fitted).toBeLessThan(2400);

  await viewer.tool("Larger").click();
  await expect.poll(width).toBeGreaterThan(fitted);
  // The same by keys, wherever in the preview the focus is.
  await viewer.tool("Close the preview").focus();
  await documents.page.keyboard.press("0");
  await expect.poll(width).toBe(fitted);
  for (let steps = 0; steps < 20 && (await width()) < 2400; steps += 1) {
    await documents.page.keyboard.press("+");
  }
  await expect(viewer.zoomed(100)).toBeAttached();

  // Zoomed in, the arrows move the picture; fitted, they lead to its neighbour.
  const before = (await picture.boundingBox())?.x ?? 0;
  await documents.page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await picture.boundingBox())?.x).toBe(before - 80);
  const middle = await documents.page.evaluate(() => ({ x: innerWidth - 200, y: innerHeight / 2 }));
  await documents.page.mouse.move(middle.x, middle.y);
  await documents.page.mouse.down();
  await documents.page.mouse.move(middle.x + 50, middle.y, { steps: 5 });
  await documents.page.mouse.up();
  await expect.poll(async () => (await picture.boundingBox())?.x).toBe(before - 30);
  await documents.page.mouse.dblclick(middle.x, middle.y);
  await expect.poll(width).toBe(fitted);
  await documents.page.keyboard.press("r");
  await expect(viewer.box.getByRole("status").filter({ hasText: "Rotated by 90 degrees" })).toBeAttached();
  await expect
    .poll(async () => ((await picture.boundingBox())?.height ?? 0) / (await width()))
    .toBeCloseTo(2, 1);
  await documents.page.mouse.move(middle.x, middle.y);
  await documents.page.keyboard.down("Control");
  await documents.page.mouse.wheel(0, -300);
  await documents.page.keyboard.up("Control");
  await expect.poll(width).toBeGreaterThan(fitted / 2);
  await documents.page.keyboard.press("0");
  await documents.page.keyboard.press("ArrowRight");
  await expect(documents.preview.title("después.png")).toBeVisible();
});

test("the text of a PDF can be selected and copied, and breaks no policy", async ({ documents, page }) => {
  const heard = complaints(page);
  const viewer = await show(documents, "actas.pdf");
  const line = viewer.line("Acta número 1 del claustro");
  await expect(line).toBeAttached();
  await expect.poll(() => coloursOf(documents.preview.sheet(1, LONG))).toBeGreaterThan(5);
  const box = await line.boundingBox();
  if (box === null) throw new Error("the line has no place");
  await page.mouse.move(box.x + 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect
    .poll(() => page.evaluate(() => getSelection()?.toString()))
    .toMatch(/Acta número 1 del claustr/);
  await expect(documents.preview.box).toBeVisible();
  expect(heard).toEqual([]);
});

test("a search goes through all pages of a PDF, whatever case and accents are, and back again", async ({
  documents,
  page,
}) => {
  test.setTimeout(150_000);
  const viewer = await show(documents, "actas.pdf");
  await expect(viewer.line("Acta número 1 del claustro")).toBeAttached();
  await page.keyboard.press("Control+f");
  await expect(viewer.query).toBeFocused();
  await viewer.query.fill("MATRICULA de nunez");
  await expect(viewer.found).toHaveText("1 of 3", { timeout: READ });
  await expect.poll(() => viewer.marked()).toBe("matrícula de Núñez");
  await expect(viewer.pageField).toHaveValue("100");
  await page.keyboard.press("Enter");
  await expect(viewer.found).toHaveText("2 of 3");
  await expect(viewer.pageField).toHaveValue("200");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  await expect(viewer.found).toHaveText("3 of 3");
  await expect(viewer.pageField).toHaveValue("300");
  await expect.poll(() => viewer.marked()).toBe("matrícula de Núñez");

  // Also where a page's text has long been there.
  await viewer.query.fill("claustro");
  await expect(viewer.found).toHaveText(/^1 of /, { timeout: READ });
  for (const step of ["Enter", "Enter", "Shift+Enter"]) {
    await expect.poll(() => viewer.matchFromMiddle()).toBeLessThan(40);
    await page.keyboard.press(step);
  }

  // What is written is the field's alone.
  await viewer.query.press("ArrowLeft");
  await viewer.query.press("Delete");
  await expect(documents.preview.title("actas.pdf")).toBeVisible();
  await viewer.query.fill("nadie dijo esto");
  await expect(viewer.found).toHaveText("Nothing found", { timeout: READ });
  await page.keyboard.press("Escape");
  await expect(viewer.query).toHaveCount(0);
  await expect(documents.preview.title("actas.pdf")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(documents.preview.box).toHaveCount(0);
});

test("a long PDF is leafed through by number and by small pages, keeps little drawn, and zooms in place", async ({
  documents,
  page,
}) => {
  const viewer = await show(documents, "actas.pdf");
  await expect(viewer.line("Acta número 1 del claustro")).toBeAttached();
  await viewer.pageField.fill("150");
  await viewer.pageField.press("Enter");
  await expect.poll(() => coloursOf(documents.preview.sheet(150, LONG))).toBeGreaterThan(5);
  await expect
    .poll(() => documents.preview.sheet(1, LONG).evaluate((it: HTMLCanvasElement) => it.width))
    .toBe(0);

  await viewer.tool("Small pages").click();
  await expect(viewer.thumbnail(150)).toHaveAttribute("aria-current", "page");
  await expect(viewer.thumbnail(150)).toBeInViewport();
  await expect.poll(() => coloursOf(viewer.thumbnail(150).locator("canvas"))).toBeGreaterThan(1);
  await viewer.thumbnail(152).click();
  await expect(viewer.pageField).toHaveValue("152");
  await viewer.thumbnail(152).focus();
  await page.keyboard.press("ArrowDown");
  await expect(viewer.thumbnail(153)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(viewer.pageField).toHaveValue("153");

  // How many pages hold pixels, of three hundred.
  const drawn = () =>
    viewer.pages.evaluate(
      (pages) => [...pages.querySelectorAll("canvas")].filter((it) => it.width > 0).length,
    );
  await expect.poll(drawn).toBeLessThan(12);

  const sheet = documents.preview.sheet(153, LONG);
  const width = async () => (await sheet.boundingBox())?.width ?? 0;
  const fitted = await width();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect.poll(width).toBeGreaterThan(fitted * 1.05);
  await expect(viewer.pageField).toHaveValue("153");
  await page.keyboard.press("0");
  await expect.poll(width).toBe(fitted);
  await page.keyboard.press("r");
  await expect.poll(async () => ((await sheet.boundingBox())?.height ?? 0) / (await width())).toBeLessThan(1);
  await expect(viewer.pageField).toHaveValue("153");
});

test("a PDF whose signature ends goes on where it was, and says so when the store is silent", async ({
  api,
  documents,
  page,
  installation,
}) => {
  await api.store(await report("memoria.pdf", 40, (number) => `Capítulo ${number} de la memoria`, 200_000));
  await documents.open();
  const first: string[] = [];
  let silent = false;
  await page.route(`${installation.bucket.origin}/**`, (route) => {
    const url = route.request().url();
    const ranged = route.request().headers().range !== undefined && !url.includes("/thumbnails/");
    if (!ranged) return route.continue();
    if (silent) return route.abort();
    if (first.length === 0) first.push(url);
    // From the second piece on the first signature is as good as none.
    return first.length > 1 && url === first[0] ? route.fulfill({ status: 403 }) : route.continue();
  });
  const viewer = await show(documents, "memoria.pdf");
  await expect(viewer.line("Capítulo 1 de la memoria")).toBeAttached();
  await viewer.tool("Larger").click();
  await expect(viewer.box.getByRole("status").filter({ hasText: "Zoom" })).toBeAttached();
  const zoom = await viewer.box.getByRole("status").filter({ hasText: "Zoom" }).innerText();
  first.push("ended");
  await viewer.pageField.fill("20");
  await viewer.pageField.press("Enter");
  await expect(viewer.line("Capítulo 20 de la memoria")).toBeAttached();
  await expect(viewer.pageField).toHaveValue("20");
  await expect(viewer.box.getByRole("status").filter({ hasText: zoom })).toBeAttached();

  silent = true;
  await viewer.pageField.fill("39");
  await viewer.pageField.press("Enter");
  const alert = viewer.box.getByRole("alert");
  await expect(alert).toContainText("Part of this PDF has not come", { timeout: 30_000 });
  silent = false;
  await alert.getByRole("button", { name: "Ask again" }).click();
  await expect(viewer.line("Capítulo 39 de la memoria")).toBeAttached();
  await expect(alert).toHaveCount(0);
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("a PDF that says it has more pages than a browser can hold is offered for download, and freezes nothing", async ({
  api,
  documents,
}) => {
  await api.store(claimingPages("infinito.pdf", 2_000_000_000));
  await documents.open();
  const viewer = await show(documents, "infinito.pdf");
  await expect(viewer.box).toContainText("says that it has more than 10,000 pages");
  await expect(viewer.box.getByRole("link", { name: "Download" }).first()).toBeVisible();
});

test("a CSV is a table with its head in sight, and text for who wants it", async ({ documents }) => {
  const viewer = await show(documents, "alumnos.csv");
  await expect(viewer.box.getByRole("columnheader", { name: "Nombre" })).toBeVisible();
  await expect(viewer.box.getByRole("row")).toHaveCount(1001);
  await expect(viewer.box.getByRole("row").nth(1).getByRole("cell")).toHaveText([
    "1",
    "Núñez; Ana",
    "dos\nlíneas",
  ]);
  await expect(viewer.box).toContainText("The first 1,000 rows; 300 more are in the file.");
  await viewer.box.getByRole("row").last().scrollIntoViewIfNeeded();
  await expect(viewer.box.getByRole("columnheader", { name: "Nombre" })).toBeInViewport();
  await viewer.box.getByRole("checkbox", { name: "As text" }).check();
  await expect(viewer.box.getByRole("table")).toHaveCount(0);
  await expect(viewer.box).toContainText('1;"Núñez; Ana"');
});

test("a long text is shown as far as the first MiB, and says so", async ({ documents }) => {
  const viewer = await show(documents, "notas.txt");
  await expect(viewer.box).toContainText("Primera línea de las notas");
  await expect(viewer.box).toContainText("The first 1.05 MB of 1.44 MB.");
});

test("sound goes on where it was when its signature is renewed ahead of time", async ({
  documents,
  page,
}) => {
  await page.clock.install();
  await documents.open();
  const viewer = await show(documents, "himno.wav");
  await viewer.media.evaluate((media: HTMLMediaElement) => {
    media.muted = true;
    media.currentTime = 100;
    media.playbackRate = 1.5;
    return media.play();
  });
  await expect.poll(async () => (await playing(viewer.media)).time).toBeGreaterThan(100.5);
  const before = await playing(viewer.media);
  await page.clock.fastForward("14:30");
  await expect.poll(async () => (await playing(viewer.media)).src).not.toBe(before.src);
  await expect.poll(async () => (await playing(viewer.media)).time).toBeGreaterThan(before.time);
  const after = await playing(viewer.media);
  expect(after).toMatchObject({ paused: false, rate: 1.5 });
  expect(after.time).toBeLessThan(before.time + 60);
});

test("a film whose signature has ended is signed again; one that cannot be played says so", async ({
  api,
  documents,
  page,
  installation,
}) => {
  await api.store(brokenFilm("rota.mp4"), "media");
  await api.store(await film(page, "fiesta.webm", 2), "media");
  await documents.open();
  const refused = new Set<string>();
  await page.route(`${installation.bucket.origin}/**/*fiesta*`, async (route) => {
    const url = route.request().url();
    if (refused.size === 0) refused.add(url);
    if (!refused.has(url)) return route.continue();
    // What is signed twice in one second is the same address.
    const [, ...signed] = /X-Amz-Date=(....)(..)(..T..)(..)(..Z)/.exec(url) ?? [];
    const [year, month, hours, minutes, seconds] = signed;
    const signedAt = Date.parse(`${year}-${month}-${hours}:${minutes}:${seconds}`);
    await expect.poll(() => Date.now()).toBeGreaterThan(signedAt + 1_000);
    return route.fulfill({ status: 403 });
  });
  const viewer = await show(documents, "fiesta.webm");
  const width = () => viewer.media.evaluate((media: HTMLVideoElement) => media.videoWidth);
  await expect.poll(width, { timeout: 30_000 }).toBe(160);
  expect(refused.has((await playing(viewer.media)).src)).toBe(false);
  await page.unrouteAll({ behavior: "ignoreErrors" });

  await documents.preview.close();
  await show(documents, "rota.mp4");
  await expect(viewer.box).toContainText("This browser cannot play this file");
  await expect(viewer.box.getByRole("link", { name: "Download", exact: true })).toBeVisible();
});

test("all of them are accessible, in light and in dark", async ({ documents, page }) => {
  test.setTimeout(240_000);
  for (const name of ["patio.png", "breve.csv", "breve.txt", "himno.wav"]) {
    const viewer = await show(documents, name);
    await expect(viewer.box.locator("img, table, pre, audio").first()).toBeVisible();
    await expectAccessible(page);
    await documents.preview.close();
  }
  const viewer = await show(documents, "actas.pdf");
  await viewer.tool("Small pages").click();
  await viewer.tool("Search in the document").click();
  await viewer.query.fill("matricula");
  await expect(viewer.found).toHaveText("1 of 3", { timeout: READ });
  await expectAccessible(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("tools are within reach of a thumb, and nothing scrolls sideways", async ({ documents, page }) => {
    const viewer = await show(documents, "actas.pdf");
    await viewer.tool("Search in the document").tap();
    await viewer.query.fill("matricula");
    await expect(viewer.found).toHaveText("1 of 3", { timeout: READ });
    await viewer.tool("Next match").tap();
    await expect(viewer.pageField).toHaveValue("200");
    await viewer.tool("Small pages").tap();
    await viewer.thumbnail(201).tap();
    await expect(viewer.pageField).toHaveValue("201");
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      for (const button of await viewer.box.getByRole("group").getByRole("button").all()) {
        if (!(await button.isVisible())) continue;
        const box = await button.boundingBox();
        expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(44);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      }
    }
  });

  test("a picture is zoomed with two fingers and by a double tap", async ({ documents, page }) => {
    const viewer = await show(documents, "patio.png");
    const picture = viewer.box.getByRole("img", { name: "patio.png" });
    const width = async () => (await picture.boundingBox())?.width ?? 0;
    await expect.poll(width).toBeGreaterThan(100);
    const fitted = await width();
    const devtools = await page.context().newCDPSession(page);
    const fingers = (type: "touchStart" | "touchMove" | "touchEnd", ...xs: number[]) =>
      devtools.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: xs.map((x, id) => ({ x, y: 500, id })),
      });
    await fingers("touchStart", 180, 210);
    for (const apart of [20, 40, 60, 80, 100]) await fingers("touchMove", 195 - apart, 195 + apart);
    await fingers("touchEnd");
    await expect.poll(width).toBeGreaterThan(fitted * 3);
    await page.touchscreen.tap(195, 500);
    await page.touchscreen.tap(195, 500);
    await expect.poll(width).toBe(fitted);
  });
});
