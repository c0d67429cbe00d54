import { dropMade } from "./fixtures/drop.ts";
import { leftOver, undecided, uploadsOf } from "./fixtures/held.ts";
import { loseAnswers, slowLine } from "./fixtures/network.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { SignInPage } from "./pages/sign-in.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

const MEGABYTE = 1_000_000;
/** Bytes a second at which nothing that is looked at in mid-transfer arrives before a busy machine has looked. */
const SLOW = 0.05 * MEGABYTE;

test("a tab closed after the bytes had arrived: the file is listed without anyone's help", async ({
  documents,
  page,
  browser,
  installation,
  school,
}) => {
  test.setTimeout(120_000);
  const file = photo("pestaña cerrada.png", { size: 200_000 });
  await page.route("**/api/v1/uploads/*/complete", (route) => route.abort());
  const arrived = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/complete"));
  await documents.choose(file, false);
  await arrived;
  await page.close();
  expect(await undecided(installation, school)).toEqual([file.name]);

  const storageState = await signInByHttp(installation.baseUrl, school.people.viewer);
  const context = await browser.newContext({ storageState, baseURL: installation.baseUrl });
  const colleague = new DocumentsPage(await context.newPage());
  await expect
    .poll(() => colleague.open().then(() => colleague.file(file.name).count()), {
      timeout: 90_000,
      intervals: [2_000],
    })
    .toBe(1);
  expect((await colleague.download(file.name)).bytes.equals(file.bytes)).toBe(true);
  expect(await undecided(installation, school)).toEqual([]);
  await context.close();
});

test("a file is read anew when the browser has lost the worker that read it", async ({ documents, page }) => {
  // The first file that is handed to a worker never gets there.
  await page.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(Worker.prototype, "postMessage");
    const postMessage = own?.value as (...sent: unknown[]) => void;
    let lost = false;
    Worker.prototype.postMessage = function (this: Worker, ...sent: unknown[]) {
      if (lost || !(sent[0] instanceof Blob)) return Reflect.apply(postMessage, this, sent);
      lost = true;
      document.documentElement.dataset["lost"] = "";
    };
  });
  await page.clock.install();
  await documents.open();
  const file = await letter("perdido y leído.pdf", 1);
  await documents.choose(file, false);
  await page.locator("html[data-lost]").waitFor({ state: "attached" });
  await page.clock.fastForward(21_000);
  await expect(documents.file(file.name)).toBeVisible();
  expect((await documents.download(file.name)).bytes.equals(file.bytes)).toBe(true);
});

test("a transfer that fails is tried again by itself, then explained, and works when asked again", async ({
  documents,
  page,
  installation,
  school,
}) => {
  const file = await letter("línea cortada.pdf", 2);
  let attempts = 0;
  await page.route(`${installation.bucket.origin}/**`, (route) => {
    attempts += 1;
    return route.abort("connectionreset");
  });
  await documents.choose(file, false);
  await expect(documents.tray.row(file.name)).toContainText("Nothing of it was kept. Try again.", {
    timeout: 30_000,
  });
  expect(attempts).toBe(4);
  await expect(documents.tray.title).toHaveText("0 uploaded, 1 needs attention");

  await page.unroute(`${installation.bucket.origin}/**`);
  await documents.tray.retry(file.name).click();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await expect(documents.file(file.name)).toHaveCount(1);
  expect((await documents.download(file.name)).bytes.equals(file.bytes)).toBe(true);
  const uploads = (await uploadsOf(installation, school)).filter(({ filename }) => filename === file.name);
  expect(uploads.map(({ status }) => status).toSorted()).toEqual([
    "aborted",
    "aborted",
    "aborted",
    "aborted",
    "done",
  ]);
});

test("an answer lost after the bytes had arrived leaves the file in the list once", async ({
  documents,
  page,
  installation,
  school,
}) => {
  const file = await letter("respuesta perdida.pdf", 2);
  const line = await loseAnswers(page, installation.bucket.origin);
  await documents.choose(file);
  expect(line.lost).toBe(1);
  await line.stop();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await documents.open();
  await expect(documents.file(file.name)).toHaveCount(1);
  expect((await documents.download(file.name)).bytes.equals(file.bytes)).toBe(true);
  await expect.poll(() => leftOver(installation, school)).toEqual([]);
});

test("a lost answer of the server's leaves the file in the list once", async ({
  documents,
  page,
  installation,
}) => {
  const file = await letter("confirmación perdida.pdf", 2);
  const line = await loseAnswers(page, `${installation.baseUrl}/api/v1/uploads`, 1);
  await documents.choose(file);
  expect(line.lost).toBe(1);
  await line.stop();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await documents.open();
  await expect(documents.file(file.name)).toHaveCount(1);
});

test("cancelling in mid-transfer leaves nothing", async ({ documents, page, installation, school }) => {
  const file = photo("cancelada.png", { size: 5 * MEGABYTE });
  const full = await slowLine(page, SLOW);
  await documents.choose(file, false);
  await expect(documents.tray.row(file.name)).toContainText(/\d kB of 5 MB|[1-4][\d.]* MB of 5 MB/);
  await documents.tray.cancel(file.name).click();
  await expect(documents.tray.box).toHaveCount(0);
  await full();

  await documents.open();
  await expect(documents.file(file.name)).toHaveCount(0);
  await expect
    .poll(
      async () => (await uploadsOf(installation, school)).find((row) => row.filename === file.name)?.status,
    )
    .toBe("aborted");
  await expect.poll(() => leftOver(installation, school), { timeout: 45_000 }).toEqual([]);
});

test("leaving is asked about while files are on their way, and not any more when they are stored", async ({
  documents,
  page,
}) => {
  const questions: string[] = [];
  page.on("dialog", (dialog) => {
    questions.push(dialog.type());
    return dialog.dismiss();
  });
  const full = await slowLine(page, SLOW);
  await documents.choose(photo("a medio camino.png", { size: 2 * MEGABYTE }), false);
  await expect(documents.tray.title).toContainText("Uploading 0 of 1");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  await asked;
  expect(questions).toEqual(["beforeunload"]);
  expect(page.isClosed()).toBe(false);

  await full();
  await documents.settled();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(questions).toHaveLength(1);
});

test("a page that is older than the server by now says so, and takes the file after a reload", async ({
  documents,
  page,
}) => {
  page.on("dialog", (dialog) => dialog.accept());
  const main = page.getByRole("main");
  const over = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "x.png", { type: "image/png" }));
    return data;
  });
  // The place to drop comes with what uploads; the rest of its code is fetched when there is a file.
  await main.dispatchEvent("dragenter", { dataTransfer: over });
  await expect(page.getByText("Drop to upload to Documents")).toBeVisible();
  await main.dispatchEvent("dragleave", { dataTransfer: over });
  await page.route("**/_next/static/**", (route) => route.fulfill({ status: 404 }));
  const file = photo("tras la actualización.png");
  await dropMade(page, [file]);
  await expect(documents.tray.row(file.name)).toContainText("The app was updated since this page was opened");

  await page.unroute("**/_next/static/**");
  await documents.open();
  await documents.choose(file);
  await expect(documents.tray.title).toHaveText("1 file uploaded");
});

test("moving between pages does not disturb the uploads", async ({ documents, page }) => {
  const full = await slowLine(page, SLOW);
  const file = photo("mientras paseo.png", { size: 2 * MEGABYTE });
  await documents.choose(file, false);
  await page.getByRole("link", { name: "Usage" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
  await expect(documents.tray.title).toContainText("Uploading 0 of 1");
  await full();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Documents" }).click();
  await expect(documents.file(file.name)).toHaveCount(1);
});

test.describe("a session that is ended in the middle of an upload", () => {
  // Its own person, so that no other journey is signed out.
  test.use({ as: "registrar" });

  test("is told in words, and after signing in again every file is listed once", async ({
    documents,
    page,
    context,
    installation,
    school,
  }) => {
    const files = await Promise.all([1, 2, 3].map((number) => letter(`sin sesión ${number}.pdf`, number)));
    const { id } = school.people.registrar;
    let ended: Promise<unknown> | undefined;
    await page.route("**/api/v1/uploads/*/complete", async (route) => {
      ended ??= installation.sql`update sessions set revoked_at = now() where user_id = ${id}`.execute();
      await ended;
      await route.continue();
    });
    await dropMade(page, files);
    await expect(documents.tray.title).toHaveText("0 uploaded, 3 need attention");
    for (const { name } of files) {
      await expect(documents.tray.row(name)).toContainText(
        "You are signed out. Sign in again, then try once more.",
      );
    }

    const door = new SignInPage(await context.newPage());
    await door.page.goto("/documents");
    await door.signIn(school.people.registrar.email, school.people.registrar.password);
    await expect(new DocumentsPage(door.page).heading).toBeVisible();
    await door.page.close();

    await documents.tray.box.getByRole("button", { name: "Try all again" }).click();
    await expect(documents.tray.title).toHaveText("3 files uploaded");
    expect(await undecided(installation, school)).toEqual([]);
    await documents.open();
    for (const { name } of files) await expect(documents.file(name)).toHaveCount(1);
  });
});
