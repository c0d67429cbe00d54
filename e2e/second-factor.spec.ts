import { appCode } from "#lib/testing/authenticator.ts";
import { waitAfterLoading } from "./fixtures/awake.ts";
import { command } from "./fixtures/command.ts";
import { NOBODY } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { ConfirmDialog } from "./pages/confirm.ts";
import { SecondFactorPage } from "./pages/second-factor.ts";
import { SignInPage } from "./pages/sign-in.ts";

test.use({ as: "administrator" });

test("two steps: set up, signed in with, asked of a whole school, and forgotten for who has lost them", async ({
  page,
  browser,
  installation,
  school,
}) => {
  const { administrator, teacher } = school.people;
  const elsewhere = await browser.newContext({ baseURL: installation.baseUrl, storageState: NOBODY });
  const other = await elsewhere.newPage();
  waitAfterLoading(other);
  const door = new SignInPage(other);
  const steps = new SecondFactorPage(other);
  const documents = other.getByRole("heading", { level: 1, name: "Documents" });

  await page.goto("/settings/account");
  await new SecondFactorPage(page).setUp("Turn on", administrator.password);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();

  // The school asks everybody: the teacher, who signs in with a password alone, sees one page.
  await page.goto("/settings/school/signing-in");
  await expect(page.getByText("1 of 4 people have set it up.")).toBeVisible();
  await page.getByLabel("Ask everybody for it").selectOption("0");
  await page.getByRole("button", { name: "Ask everybody" }).click();
  await expect(page.getByText(/^It is required of everybody since /)).toBeVisible();

  await door.open("?next=/trash");
  await door.signIn(teacher.email, teacher.password);
  await expect(steps.setUpHeading).toBeVisible();
  await other.goto("/documents");
  await expect(steps.setUpHeading).toBeVisible();
  const { key, codes } = await steps.setUp("Set it up", teacher.password);
  expect(codes).toHaveLength(10);
  await other.getByRole("link", { name: "I have kept them, continue" }).click();
  await expect(documents).toBeVisible();

  // Signed out, the password is the first of two steps; a code that was used is no second one.
  await elsewhere.clearCookies();
  await door.open();
  await door.signIn(teacher.email, teacher.password);
  await expect(steps.codeHeading).toBeVisible();
  await other.goto("/documents");
  await expect(door.heading).toBeVisible();
  await door.signIn(teacher.email, teacher.password);
  await steps.type("Code from the app", "000000");
  await expect(door.problem).toHaveText(/^The code is not right/);
  // The next one: that of this half minute has turned it on.
  await steps.type("Code from the app", appCode(key, Date.now() + 30_000));
  await expect(documents).toBeVisible();

  await elsewhere.clearCookies();
  await door.open();
  await door.signIn(teacher.email, teacher.password);
  await other.getByRole("link", { name: "Use a recovery code" }).click();
  await steps.type("Recovery code", codes[0] ?? "");
  await expect(documents).toBeVisible();
  await other.goto("/settings/account");
  await expect(other.getByText("9 recovery codes are left.")).toBeVisible();
  await expect(other.getByText("Your school asks for it, so it cannot be turned off.")).toBeVisible();

  // An administrator forgets it for them, having shown again who they are: they are out, and set it up anew.
  await installation.sql`
    update sessions set confirmed_at = now() - interval '11 minutes'
    where user_id = ${administrator.id}`;
  await page.goto("/settings/school/members");
  const row = page
    .getByRole("list", { name: "People" })
    .getByRole("listitem")
    .filter({ hasText: teacher.name });
  await row.getByRole("button", { name: `More for ${teacher.name}` }).click();
  await page.getByRole("menuitem", { name: "Forget the second step…" }).click();
  const question = page.getByRole("alertdialog", { name: `Forget the second step of ${teacher.name}?` });
  await question.getByRole("button", { name: "Forget it" }).click();
  const confirm = new ConfirmDialog(page);
  await confirm.answer("not my password");
  await expect(confirm.problem).toHaveText("The current password is not right.");
  await confirm.answer(administrator.password);
  await expect(confirm.dialog).toBeHidden();
  await expect(question).toBeHidden();
  await expect(row.getByText("Two steps")).toBeHidden();
  await other.reload();
  await expect(door.heading).toBeVisible();
  await door.signIn(teacher.email, teacher.password);
  await expect(steps.setUpHeading).toBeVisible();
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(door.heading).toBeVisible();
  await elsewhere.close();

  const { email } = administrator;
  expect(await command("second-factor", installation.dataDir, ["--reset", email])).toContain(
    `The second step of ${email} is reset`,
  );
  await page.reload();
  await expect(new SignInPage(page).heading).toBeVisible();
});
