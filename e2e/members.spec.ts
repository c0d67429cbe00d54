import { waitAfterLoading } from "./fixtures/awake.ts";
import { expect, test } from "./fixtures/test.ts";
import { SignInPage } from "./pages/sign-in.ts";

test.use({ as: "administrator" });

test("somebody is invited, joins by the link, and is out at the next click once suspended", async ({
  page,
  browser,
  installation,
}) => {
  await page.goto("/settings/school/members");
  const people = page.getByRole("list", { name: "People" });
  await expect(people.getByRole("listitem").filter({ hasText: "You" })).toHaveCount(1);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const asking = page.getByRole("dialog", { name: "Invite somebody" });
  const email = `nia-${Date.now()}@example.org`;
  await asking.getByLabel("Name").fill("Nia New");
  await asking.getByLabel("Email").fill(email);
  await asking.getByLabel("Role").selectOption("viewer");
  await expect(asking.getByText("Can read everything, and change nothing.")).toBeVisible();
  await asking.getByRole("button", { name: "Make the invitation" }).click();
  const told = page.getByRole("dialog", { name: "The invitation for Nia New" });
  const link = told.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/\/invite\?token=/);
  const address = await link.inputValue();
  await told.getByRole("button", { name: "Done" }).click();
  await expect(told).toBeHidden();
  const waiting = page.getByRole("list", { name: "Invited, not here yet" });
  await expect(waiting.getByRole("listitem").filter({ hasText: email })).toHaveCount(1);

  const elsewhere = await browser.newContext({
    baseURL: installation.baseUrl,
    // Else it would be signed in as the administrator.
    storageState: { cookies: [], origins: [] },
  });
  const other = await elsewhere.newPage();
  waitAfterLoading(other);
  await other.goto(address);
  await expect(other.getByRole("heading", { level: 1, name: /^Join / })).toBeVisible();
  await expect(other.getByText(email)).toBeVisible();
  await other.getByLabel("Your name").fill("Nía Nueva");
  await other.getByLabel("A password of your own").fill("seven grey herons wading");
  await other.getByRole("button", { name: "Join" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Upload" })).toHaveCount(0);

  await page.reload();
  const row = people.getByRole("listitem").filter({ hasText: "Nía Nueva" });
  await expect(row).toHaveCount(1);
  await expect(waiting).toBeHidden();
  await row.getByRole("combobox", { name: "Role of Nía Nueva" }).selectOption("teacher");
  await expect(page.getByText("Nía Nueva: Teacher")).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Upload" }).first()).toBeVisible();

  await row.getByRole("button", { name: "More for Nía Nueva" }).click();
  await page.getByRole("menuitem", { name: "Suspend" }).click();
  await expect(row.getByText("Suspended", { exact: true })).toBeVisible();
  await other.getByRole("navigation").getByRole("link", { name: "Trash" }).click();
  const door = new SignInPage(other);
  await expect(door.heading).toBeVisible();

  // The link that was used leads nowhere.
  await other.goto(address);
  await expect(other.getByRole("heading", { level: 1, name: "This link does not work" })).toBeVisible();
  await elsewhere.close();

  await row.getByRole("button", { name: "More for Nía Nueva" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  const question = page.getByRole("alertdialog", { name: "Remove Nía Nueva?" });
  await question.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
});

test.describe("a teacher", () => {
  test.use({ as: "teacher" });
  test("has no page of members", async ({ page }) => {
    await page.goto("/settings/school/members");
    await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
  });
});
