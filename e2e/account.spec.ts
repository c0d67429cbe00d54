import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { AccountPage } from "./pages/account.ts";
import { SignInPage } from "./pages/sign-in.ts";

test.use({ as: "registrar" });

test("a changed password signs every other device out, and the old one opens nothing", async ({
  page,
  browser,
  installation,
  school,
}) => {
  const { registrar } = school.people;
  const storageState = await signInByHttp(installation.baseUrl, registrar);
  const elsewhere = await browser.newContext({ storageState, baseURL: installation.baseUrl });
  const other = await elsewhere.newPage();
  await other.goto("/documents");
  await expect(other.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();

  const account = new AccountPage(page);
  await account.open();
  const change = async (current: string, next: string) => {
    await page.getByLabel("Current password").fill(current);
    await page.getByLabel("New password").fill(next);
    await page.getByRole("button", { name: "Change password" }).click();
  };
  await change("not my password", "seven grey herons wading");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("The current password is not right.");
  await change(registrar.password, "seven grey herons wading");
  await expect(page.getByText("Your password is changed. Other devices have been signed out.")).toBeVisible();

  await page.goto("/documents");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  const door = new SignInPage(other);
  await other.goto("/documents");
  await expect(door.heading).toBeVisible();
  await door.signIn(registrar.email, registrar.password);
  await expect(door.problem).toHaveText("The email or the password is not right.");
  await door.signIn(registrar.email, "seven grey herons wading");
  await expect(other.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await elsewhere.close();
});

// Another person: the password of the one above is another by now.
test.describe("a teacher", () => {
  test.use({ as: "teacher" });
  test("a browser that is signed out from another one is refused at its next click", async ({
    page,
    browser,
    installation,
    school,
  }) => {
    const { teacher } = school.people;
    const storageState = await signInByHttp(installation.baseUrl, teacher);
    const elsewhere = await browser.newContext({ storageState, baseURL: installation.baseUrl });
    const other = await elsewhere.newPage();
    await other.goto("/trash");
    await expect(other.getByRole("heading", { level: 1, name: "Trash" })).toBeVisible();

    const account = new AccountPage(page);
    await account.open();
    await expect(account.sessions.getByRole("listitem")).toHaveCount(2);
    const own = account.sessions.getByRole("listitem").filter({ hasText: "This browser" });
    await expect(own).toHaveCount(1);
    await expect(own.getByRole("button")).toHaveCount(0);
    await account.sessions.getByRole("button", { name: /^Sign out: / }).click();
    await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
    await expect(account.sessions.getByRole("listitem")).toHaveCount(1);

    await other.getByRole("navigation").getByRole("link", { name: "Students" }).click();
    await expect(new SignInPage(other).heading).toBeVisible();
    await page.goto("/documents");
    await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
    await elsewhere.close();
  });
});
