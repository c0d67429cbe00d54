import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";

test.use({
  contextOptions: { reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"] },
});

test("the API is read from its own page: found in the list, called by an example, without a script of others", async ({
  page,
  api,
}) => {
  await page.goto("/settings/school/files");
  await page.getByRole("main").getByRole("link", { name: "API reference" }).click();
  await expect(page).toHaveTitle(/^API reference/);
  await page
    .getByRole("navigation", { name: "On this page" })
    .getByRole("link", { name: "POST /students" })
    .click();
  const operation = page.getByRole("article", { name: "Add a student" });
  await expect(operation.getByText("/api/v1/students", { exact: true })).toBeInViewport();
  await expect(page).toHaveURL(/#createStudent$/);

  // One language at a time.
  await expect(operation.getByRole("region", { name: "Example in curl" })).toBeVisible();
  await operation.getByText("TypeScript", { exact: true }).click();
  const example = operation.getByRole("region", { name: "Example in TypeScript" });
  await expect(example).toContainText("crypto.randomUUID()");
  await expect(operation.getByRole("region", { name: "Example in curl" })).toBeHidden();
  await operation.getByRole("button", { name: "Copy the example in TypeScript" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('"given_name": "Ana"');

  await operation.getByText("Errors", { exact: false }).first().click();
  await expect(operation.getByText("external_id_taken")).toBeVisible();
  await operation.getByRole("link", { name: "Student", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Student", exact: true })).toBeInViewport();
  await expectAccessible(page, ["nav", "section:has(#tag-students)", "article:has(#schema-Upload)"]);

  // What the page shows is what the document says.
  const contract = (await (await api.ask("GET", "/openapi.json")).json()) as {
    paths: Record<string, object>;
  };
  const operations = Object.values(contract.paths).flatMap((methods) => Object.keys(methods));
  await expect(page.getByRole("region", { name: "Example in curl", includeHidden: true })).toHaveCount(
    operations.length,
  );
  await expect(page.locator('script[src^="http"]')).toHaveCount(0);

  await page.setViewportSize({ width: 320, height: 700 });
  await page.getByRole("group").filter({ hasText: "On this page" }).getByText("On this page").click();
  await expect(page.getByRole("link", { name: "GET /usage" })).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0);
});

test.describe("who does not decide about the school", () => {
  test.use({ as: "registrar" });

  test("finds no such page", async ({ page }) => {
    await page.goto("/settings/school/api");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  });
});
