import { type BrowserContext, expect, test } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import { given } from "./fixtures/installation.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { SetupPage } from "./pages/setup.ts";
import { SignInPage } from "./pages/sign-in.ts";
import { letter } from "./samples/pdf.ts";

const HEAD = {
  name: "Instituto Ramón y Cajal",
  administrator: "Carmen Ruiz",
  email: "carmen.ruiz@cajal.example",
  password: "four quiet olive trees",
};

// One story from the empty installation on: each part begins where the one before ended.
test.describe.configure({ mode: "serial" });

test("a wrong set-up link is refused in words", async ({ page }) => {
  for (const address of ["/setup?token=not-the-one", "/setup"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This set-up link does not work");
    await expect(page.getByText("Open the newest link that the server printed")).toBeVisible();
    await expect(page.getByLabel("Name of the school")).toHaveCount(0);
  }
});

test("the set-up form is accessible", async ({ page }) => {
  await page.goto(given("E2E_SETUP_LINK"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up your school");
  await expectAccessible(page);
});

test("a weak password sets nothing up, and what was typed stays", async ({ page }) => {
  await page.goto(given("E2E_SETUP_LINK"));
  await new SetupPage(page).setUp({ ...HEAD, password: "aaaaaaaaaaaaaa" });
  await expect(page.getByRole("main").getByRole("alert")).toContainText("12 characters");
  await expect(page.getByLabel("Name of the school")).toHaveValue(HEAD.name);
});

test("the set-up link makes the school and leads, signed in, to the empty list", async ({ page }) => {
  await page.goto(given("E2E_SETUP_LINK"));
  await new SetupPage(page).setUp(HEAD);
  const documents = new DocumentsPage(page);
  await expect(documents.heading).toBeVisible();
  await expect(page.getByText("No documents yet")).toBeVisible();
  await expect(page.getByRole("complementary").getByText(HEAD.name)).toBeVisible();

  await page.goto("/settings/account");
  await expect(page.getByRole("main")).toContainText("Europe/Madrid");
  await expect(page.getByRole("main")).toContainText("Administrator");
});

test("the set-up link works once", async ({ page }) => {
  await page.goto(given("E2E_SETUP_LINK"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The school is set up already");
  await page.getByRole("link", { name: "Go to sign-in" }).click();
  await expect(new SignInPage(page).heading).toBeVisible();
});

test("a wrong password and an unknown e-mail are told the same", async ({ page }) => {
  const signIn = new SignInPage(page);
  const told: string[] = [];
  for (const [email, password] of [
    [HEAD.email, "four quiet olive bushes"],
    ["nobody@cajal.example", HEAD.password],
  ] as const) {
    await signIn.open();
    await signIn.signIn(email, password);
    await expect(signIn.problem).toBeVisible();
    told.push(await signIn.problem.innerText());
    await expect(page.getByLabel("Email")).toHaveValue(email);
  }
  expect(told).toEqual(Array(2).fill("The email or the password is not right."));
});

test("signing in leads to the page that was asked for", async ({ page }) => {
  await page.goto("/documents?q=matr%C3%ADcula");
  const signIn = new SignInPage(page);
  await expect(signIn.heading).toBeVisible();
  await signIn.signIn(HEAD.email, HEAD.password);
  await expect(new DocumentsPage(page).search).toHaveValue("matrícula");
  await expect(page).toHaveURL(/\/documents\?q=matr%C3%ADcula$/);
});

for (const outside of [
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "javascript:alert(1)",
]) {
  test(`signing in is not followed by a way out to ${outside}`, async ({ page, baseURL }) => {
    const signIn = new SignInPage(page);
    await signIn.open(`?next=${encodeURIComponent(outside)}`);
    await signIn.signIn(HEAD.email, HEAD.password);
    await expect(new DocumentsPage(page).heading).toBeVisible();
    await expect(page).toHaveURL(`${baseURL}/documents`);
  });
}

test("the session is in a cookie that no script reads and no other site sends", async ({ page, context }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn(HEAD.email, HEAD.password);
  await expect(new DocumentsPage(page).heading).toBeVisible();
  const cookie = (await context.cookies()).find(({ name }) => name.includes("session"));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session");
});

test("after signing out, Back and a reload show nothing private", async ({ page, context }) => {
  const signIn = new SignInPage(page);
  const documents = new DocumentsPage(page);
  await signIn.open();
  await signIn.signIn(HEAD.email, HEAD.password);
  await documents.ready();
  await documents.choose(await letter("Sanción de Ana Ruiz.pdf"));
  await expect(documents.file("Sanción de Ana Ruiz.pdf")).toBeVisible();
  await page.getByRole("link", { name: "Account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
  const before = await sessionOf(context);

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(signIn.heading).toBeVisible();
  for (let step = 0; step < 2; step += 1) {
    await page.goBack();
    await expect(signIn.heading).toBeVisible();
    await expect(page.getByText("Sanción de Ana Ruiz.pdf")).toHaveCount(0);
    await expect(page.getByText(HEAD.name)).toHaveCount(0);
  }
  await page.reload();
  await expect(signIn.heading).toBeVisible();

  // A copy of the cookie is worth nothing any more.
  await context.addCookies([before]);
  await documents.page.goto("/documents");
  await expect(signIn.heading).toBeVisible();
});

async function sessionOf(context: BrowserContext) {
  const cookie = (await context.cookies()).find(({ name }) => name.includes("session"));
  if (cookie === undefined) throw new Error("nobody is signed in");
  return cookie;
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("people can sign in, and are told when they cannot", async ({ page }) => {
    const signIn = new SignInPage(page);
    await signIn.open("?next=%2Fusage");
    await signIn.signIn(HEAD.email, "four quiet olive bushes");
    await expect(signIn.problem).toHaveText("The email or the password is not right.");
    await signIn.signIn(HEAD.email, HEAD.password);
    await expect(page).toHaveURL(/\/usage$/);
    await expect(page.getByRole("complementary").getByText(HEAD.name)).toBeVisible();
  });
});
