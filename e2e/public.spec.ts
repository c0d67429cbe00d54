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
