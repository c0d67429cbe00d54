import { expect, test } from "./fixtures/test.ts";
import { photo } from "./samples/picture.ts";

test("on the tab of media, what is added becomes media, and everything says so", async ({
  documents,
  page,
}) => {
  const tabs = page.getByRole("navigation", { name: "Views" });
  await documents.drop([photo("carta.png")]);
  await documents.settled();
  await expect(documents.tray.row("carta.png")).toContainText("Documents · Uploaded");
  await documents.tray.close();

  await tabs.getByRole("link", { name: "Media", exact: true }).click();
  await expect(page.getByText("No media yet", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Upload to Media" }).first()).toBeVisible();
  const over = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "patio.jpg", { type: "image/jpeg" }));
    return data;
  });
  const main = page.getByRole("main");
  await main.dispatchEvent("dragenter", { dataTransfer: over });
  await expect(page.getByText("Drop to upload to Media")).toBeVisible();
  await expect(page.getByText("Images, audio, video, up to 5 GB", { exact: true })).toBeVisible();
  await main.dispatchEvent("dragleave", { dataTransfer: over });

  await documents.drop([photo("patio.png")]);
  await documents.settled();
  await expect(documents.tray.row("patio.png")).toContainText("Media · Uploaded");
  await expect(documents.file("patio.png")).toBeVisible();
  await expect(documents.rows).toHaveCount(1);

  await tabs.getByRole("link", { name: "Reports", exact: true }).click();
  await expect(page.getByRole("button", { name: "Upload to Documents" }).first()).toBeVisible();
  await tabs.getByRole("link", { name: "All", exact: true }).click();
  await expect(documents.rows).toHaveCount(2);
});

test("a media file is published, seen by anybody with the link, and taken back", async ({
  browser,
  documents,
  page,
}) => {
  await documents.open("?kind=media");
  await documents.drop([photo("fiesta.png")]);
  await documents.settled();
  await documents.tray.close();
  await documents.file("fiesta.png").click();
  const { box } = documents.preview;
  const menu = box.getByRole("button", { name: "Public link of fiesta.png" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Make public…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Make “fiesta.png” public?" });
  await expect(dialog).toContainText("Anybody who has the link can see this file");
  await dialog.getByRole("button", { name: "Make public" }).click();
  await expect(dialog).toHaveCount(0);
  const link = box.getByRole("link", { name: /\/media\/.*_fiesta\.png$/ });
  await expect(link).toBeVisible();
  await expect(documents.row("fiesta.png").getByText("Public", { exact: true })).toBeVisible();

  const url = (await link.getAttribute("href")) ?? "";
  const nobody = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const seen = await nobody.newPage();
  const answer = await seen.goto(url);
  expect([answer?.status(), answer?.headers()["content-type"]]).toEqual([200, "image/png"]);
  expect(await nobody.cookies()).toEqual([]);

  await menu.click();
  await page.getByRole("menuitem", { name: "Take back…" }).click();
  const back = page.getByRole("alertdialog", { name: "Take “fiesta.png” back?" });
  await back.getByRole("button", { name: "Take back" }).click();
  await expect(back).toHaveCount(0);
  await expect(link).toHaveCount(0);
  await expect(documents.row("fiesta.png").getByText("Public", { exact: true })).toHaveCount(0);
  await expect.poll(async () => (await nobody.request.get(url)).status()).toBe(404);
  await nobody.close();
});

test("a picture among the media becomes the school's logo", async ({ api, page, school }) => {
  await api.store(photo("escudo.png"), "media");
  await page.goto("/settings/school");
  await page.getByRole("button", { name: "Use escudo.png as logo" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Use “escudo.png” as the school's logo?" });
  await dialog.getByRole("button", { name: "Use as logo" }).click();
  await expect(page.getByText("This is the school's logo.")).toBeVisible();
  const sign = page.getByRole("complementary").locator("img");
  await expect(sign).toHaveAttribute("src", new RegExp(`/media/${school.id}/logo\\.png\\?v=`));
  await expect.poll(() => sign.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);

  await page.getByRole("button", { name: "Remove logo" }).click();
  await expect(page.getByText("The school has no logo.")).toBeVisible();
  await expect(sign).toHaveCount(0);
});
