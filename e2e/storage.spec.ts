import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { command } from "./fixtures/command.ts";
import { expect, test } from "./fixtures/test.ts";
import { StoragePage } from "./pages/storage.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

/** Holds that neither the page, nor its title, nor a way to it, nor its checks are there for the reader. */
async function expectNothingThere(page: Page): Promise<void> {
  const answer = await page.goto("/settings/storage");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await expect(page).not.toHaveTitle(/Storage/);
  await expect(page.getByRole("link", { name: "Storage" })).toHaveCount(0);
  const checks = await page.request.post("/settings/storage/checks", {
    headers: { origin: new URL(page.url()).origin },
  });
  expect([checks.status(), await checks.text()]).toEqual([404, ""]);
}

test("who looks after the installation runs the checks, and their browser tries for itself", async ({
  page,
  school,
  installation,
}) => {
  // A busy machine takes its time over so many requests.
  test.slow();
  const { email } = school.people.administrator;
  await expectNothingThere(page);

  await command("platform-admin", installation.dataDir, ["--email", email]);
  await page.goto("/documents");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Storage" }).click();
  const storage = new StoragePage(page);
  await expect(storage.heading).toBeVisible();
  await storage.run.click();
  await expect(page.getByText("Everything that files need works.")).toBeVisible({ timeout: 60_000 });
  for (const other of ["Failed", "Warning", "Waiting"] as const)
    await expect(storage.ended(other)).toHaveCount(0);
  await expect(storage.check("Pages see the ETag")).toContainText("Passed");
  await expect(storage.check("Upload from here")).toContainText("This browser has stored a file");
  await expect(storage.check("Read from here")).toContainText("byte for byte");
  await expectAccessible(page);

  await page.setViewportSize({ width: 320, height: 700 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  await command("platform-admin", installation.dataDir, ["--email", email, "--remove"]);
  await expectNothingThere(page);
});

test.describe("for a registrar", () => {
  test.use({ as: "registrar" });
  test("the checks do not exist", ({ page }) => expectNothingThere(page));
});
