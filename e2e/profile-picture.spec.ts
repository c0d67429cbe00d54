import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { QUARTERS } from "#lib/testing/portraits.ts";
import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { AccountPage } from "./pages/account.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { photo } from "./samples/picture.ts";
import { phonePhoto } from "./samples/portrait.ts";

test.use({ as: "teacher", contextOptions: { reducedMotion: "reduce" } });

/** A worker has other things to do. */
const SOON = { timeout: 45_000 };

/** Pixels of a picture's side as the browser has it; 0 while there is none. */
const drawn = (image: Locator) =>
  expect.poll(() => image.evaluateAll((all) => (all as HTMLImageElement[])[0]?.naturalWidth ?? 0));

/** The colour of one pixel, told by the quarter that it is most like. */
async function quarterAt(bytes: Buffer, left: number, top: number): Promise<string | undefined> {
  const pixel = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  const far = (colour: readonly number[]) =>
    colour.reduce((sum, part, at) => sum + Math.abs(part - (pixel[at] ?? 0)), 0);
  return Object.entries(QUARTERS).toSorted(([, a], [, b]) => far(a) - far(b))[0]?.[0];
}

test("one's own picture is chosen, cut by keys, seen beside one's name, replaced and removed", async ({
  installation,
  page,
  school,
}) => {
  const { teacher } = school.people;
  const { bucket } = installation;
  const folder = `profiles/${teacher.id}/`;
  const account = new AccountPage(page);
  await account.open();
  const menu = page.getByRole("complementary").getByRole("link", { name: teacher.name });
  const face = menu.locator("img");
  await expect(menu).toBeVisible();
  await expect(face).toHaveCount(0);

  await account.choosePicture("Choose a picture", {
    name: "notes.txt",
    type: "text/plain",
    bytes: Buffer.from("x"),
  });
  await expect(page.getByText("This is no JPEG, PNG or WebP picture.")).toBeVisible();
  await account.choosePicture("Choose a picture", await phonePhoto("me.jpg"));
  await expect(account.stage).toBeFocused();
  await expectAccessible(page);
  await expect(account.zoom).toHaveValue("0");
  for (let time = 0; time < 6; time += 1) await page.keyboard.press("+");
  await expect(account.zoom).not.toHaveValue("0");
  await page.keyboard.press("0");
  await expect(account.zoom).toHaveValue("0");
  // To the lower end of the picture: 600 of 600 across, and 200 to 800 of 800 from above.
  for (let time = 0; time < 8; time += 1) await page.keyboard.press("Shift+ArrowUp");
  await account.savePicture();
  await expect(page.getByText("Your picture is saved.")).toBeVisible();
  await drawn(face).toBe(512);

  const [first = ""] = await bucket.keys(folder);
  const stored = await bucket.bytes(first);
  const facts = await sharp(stored).metadata();
  expect([facts.format, facts.width, facts.height]).toEqual(["jpeg", 512, 512]);
  expect([facts.exif, facts.orientation, facts.xmp, facts.iptc]).toEqual(Array(4).fill(undefined));
  // Upright, and its middle a third from above: its sides would be exchanged as its camera stored it.
  expect(await quarterAt(stored, 40, 40)).toBe("topLeft");
  expect(await quarterAt(stored, 470, 40)).toBe("topRight");
  expect(await quarterAt(stored, 40, 220)).toBe("bottomLeft");
  expect(await quarterAt(stored, 470, 470)).toBe("bottomRight");

  await account.choosePicture("Choose another", photo("small.png", { width: 200, height: 160 }));
  // The stage takes the focus once the picture is read.
  await expect(account.stage).toBeFocused();
  await account.zoom.focus();
  await page.keyboard.press("End");
  await expect(account.zoom).toHaveValue("100");
  await account.savePicture();
  // Not blown up: what is cut out has 96 pixels.
  await drawn(face).toBe(96);
  await expect.poll(() => bucket.keys(folder), SOON).not.toContain(first);
  await expect.poll(() => bucket.keys(folder), SOON).toHaveLength(1);

  const documents = new DocumentsPage(page);
  await documents.open();
  await documents.drop([photo("excursion.png")]);
  await documents.settled();
  await documents.tray.close();
  await documents.file("excursion.png").click();
  const { info } = documents.preview;
  await expect(info).toContainText(teacher.name);
  await drawn(info.locator("img")).toBe(96);
  await documents.preview.tab("History").click();
  await drawn(info.getByRole("listitem").locator("img")).toBe(96);

  await account.open();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByText("Your picture is removed.")).toBeVisible();
  await expect(face).toHaveCount(0);
  await expect.poll(() => bucket.keys(folder), SOON).toEqual([]);
});
