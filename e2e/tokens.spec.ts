import { expectAccessible } from "./fixtures/accessible.ts";
import { Api } from "./fixtures/api.ts";
import { expect, test } from "./fixtures/test.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a token is made for a program, shown once, does what it was made for, and nothing once it is revoked", async ({
  page,
  installation,
}) => {
  await page.goto("/settings/school/api-tokens");
  await expect(page.getByText("No API tokens")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Make a token" }).click();
  const asking = page.getByRole("dialog", { name: "Make an API token" });
  await asking.getByRole("textbox", { name: "Name" }).fill("Library system");
  await asking.getByRole("radio", { name: "Choose yourself" }).check();
  // It begins with what was chosen before: to read everything.
  await expect(asking.getByRole("checkbox", { name: "Read students" })).toBeChecked();
  for (const what of ["documents", "reports", "media", "messages"]) {
    await asking.getByRole("checkbox", { name: `Read ${what}`, exact: true }).uncheck();
  }
  await asking.getByRole("checkbox", { name: "Read students" }).uncheck();
  await asking.getByRole("button", { name: "Make a token" }).click();
  await expect(asking.getByRole("alert")).toHaveText("Choose at least one thing.");
  await asking.getByRole("checkbox", { name: "Read students" }).check();
  await asking.getByLabel("Ends").selectOption("Never");
  await expect(asking.getByText("Whoever finds a token without an end")).toBeVisible();
  await expectAccessible(page);
  await asking.getByLabel("Ends").selectOption("In a year");
  await asking.getByRole("button", { name: "Make a token" }).click();

  const told = page.getByRole("dialog", { name: "The token for Library system" });
  const field = told.getByRole("textbox", { name: "Token" });
  await expect(field).toHaveValue(/^ath_[\w-]{43}$/);
  const secret = await field.inputValue();
  await expect(told.getByRole("textbox", { name: "Try it in a terminal" })).toHaveValue(
    `curl -H "Authorization: Bearer ${secret}" "${installation.baseUrl}/api/v1/students?limit=1"`,
  );
  await told.getByRole("button", { name: "Done" }).click();
  await expect(told).toBeHidden();

  const program = new Api(installation.baseUrl, secret);
  expect((await program.ask("GET", "/students?limit=1")).status).toBe(200);
  expect((await program.ask("GET", "/documents?limit=1")).status).toBe(403);

  await page.reload();
  const row = page.getByRole("list", { name: "API tokens" }).getByRole("listitem").filter({
    hasText: "Library system",
  });
  await expect(row).toContainText("Made by Ada Marín");
  await expect(row).toContainText("Last used");
  await expect(page.locator("html")).not.toContainText(secret);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Revoke Library system" }).click();
  const question = page.getByRole("alertdialog", { name: "Revoke Library system?" });
  await question.getByRole("button", { name: "Revoke" }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole("list", { name: "No longer good" })).toContainText("Library system");
  expect((await program.ask("GET", "/students?limit=1")).status).toBe(401);

  await page.goto("/audit");
  const events = page.getByRole("main").getByRole("listitem");
  for (const did of ["made", "revoked"]) {
    await expect(events.filter({ hasText: `Ada Marín ${did} the API token Library system` })).toHaveCount(1);
  }
});

test.describe("a registrar", () => {
  test.use({ as: "registrar" });
  test("has no page of tokens", async ({ page }) => {
    await page.goto("/settings/school/api-tokens");
    await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
  });
});
