import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { photo } from "./samples/picture.ts";
import type { Sample } from "./samples/sample.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Pastes into what has the focus, as the browser does: what was copied is in the event. */
async function paste(
  page: Page,
  samples: readonly Sample[],
  texts: Record<string, string> = {},
): Promise<void> {
  const files = samples.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString("base64") }));
  await page.evaluate(
    ([all, words]) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of all) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      for (const [type, text] of Object.entries(words)) data.setData(type, text);
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    },
    [files, texts] as const,
  );
}

const screenshot = () => ({ ...photo("image.png"), name: "image.png" });

test("a pasted screenshot is uploaded under a name with day and time", async ({ documents, page }) => {
  await paste(page, [screenshot()], { "text/html": "<img>" });
  await documents.settled();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
  await expect
    .poll(() => documents.names())
    .toEqual([expect.stringMatching(/^Screenshot \w+ \d{1,2}, 20\d\d, \d{1,2}\.\d{2}\.\d{2} [AP]M\.png$/)]);
});

test("a picture on the clipboard of the system is uploaded with the keys alone", async ({
  documents,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    await navigator.clipboard.write([
      new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) }),
    ]);
  }, photo("image.png").bytes.toString("base64"));
  await page.keyboard.press("ControlOrMeta+V");
  await documents.settled();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
});

test("pasted files keep their names, and the policy holds for them", async ({ documents, page }) => {
  const program = { name: "juego.exe", type: "application/x-msdownload", bytes: Buffer.from("MZ") };
  await paste(page, [photo("recreo.png"), program], { "text/plain": "recreo.png" });
  await documents.settled();
  await expect(documents.tray.title).toHaveText("1 uploaded, 1 needs attention");
  await expect(documents.file("recreo.png")).toBeVisible();
});

test("text is never uploaded, nor what is pasted into a field or on another page", async ({
  documents,
  page,
}) => {
  await paste(page, [], { "text/plain": "a sentence" });
  await paste(page, [screenshot()], { "text/plain": "a\tb", "text/html": "<table>" });
  await documents.search.focus();
  await paste(page, [screenshot()]);
  await page.goto("/trash");
  await page.getByRole("heading", { level: 1, name: "Trash" }).waitFor();
  await paste(page, [screenshot()]);
  // Comes last, and alone.
  await documents.open();
  await paste(page, [photo("la-ultima.png")]);
  await documents.settled();
  await expect(documents.tray.title).toHaveText("1 file uploaded");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the camera, the photos and the files are a tap away", async ({ page }) => {
    const documents = new DocumentsPage(page);
    await documents.open();
    await expect(page.getByRole("button", { name: "Upload", exact: true })).toHaveCount(1);
    const sources = page.getByRole("region", { name: "Upload from" });
    const choose = async (source: string) => {
      // One more tap would close them again.
      await expect(sources).toBeHidden();
      await documents.uploadButton.tap();
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: source, exact: true }).tap();
      return chooser;
    };
    await documents.uploadButton.tap();
    await expectAccessible(page);
    for (const button of await sources.getByRole("button").all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    await page.keyboard.press("Escape");
    const camera = (await choose("Take a photo")).element();
    expect(await camera.getAttribute("capture")).toBe("environment");
    // With HEIC among what is accepted, an iPhone would hand its photos over as such.
    expect(await camera.getAttribute("accept")).toBe("image/jpeg,image/png");
    const photos = await choose("Photos");
    expect(await photos.element().getAttribute("capture")).toBeNull();
    expect(await photos.element().getAttribute("accept")).toBe("image/jpeg,image/png");
    const picture = photo("excursión.png");
    await photos.setFiles({ name: picture.name, mimeType: picture.type, buffer: picture.bytes });
    await documents.settled();
    await expect(documents.file("excursión.png")).toBeVisible();
  });

  test("a zip and the uploads stand one above the other, and both can be reached", async ({ page }) => {
    const documents = new DocumentsPage(page);
    await documents.open();
    await documents.drop([photo("uno.png"), photo("dos.png")]);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/documents/**", async (route) => {
      if (new URL(route.request().url()).searchParams.has("X-Amz-Signature")) await held;
      await route.continue();
    });
    await documents.select("uno.png").check();
    await documents.select("dos.png").check();
    await page.getByRole("button", { name: "Download", exact: true }).tap();
    const zip = page.getByRole("region", { name: "Download" });
    await expect(zip).toBeVisible();
    await zip.getByRole("button", { name: "Cancel" }).click({ trial: true });
    await documents.tray.box.getByRole("button", { name: "Make the uploads smaller" }).click();
    await documents.tray.close();
    await zip.getByRole("button", { name: "Cancel" }).click();
    release();
    await expect(zip).toBeHidden();
  });
});
