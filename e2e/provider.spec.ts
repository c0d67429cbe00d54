import { startProvider, type TestProvider } from "#lib/testing/openid-provider.ts";
import { freePort } from "#scripts/test/app.ts";
import { expectAccessible } from "./fixtures/accessible.ts";
import { waitAfterLoading } from "./fixtures/awake.ts";
import { type BareApp, startBareApp } from "./fixtures/next-start.ts";
import { NOBODY } from "./fixtures/sign-in.ts";
import { test as base, expect } from "./fixtures/test.ts";

/** The app as an operator has set it up with a provider, which is a real one on this machine. */
const test = base.extend<{ door: BareApp & { provider: TestProvider } }>({
  door: async ({ installation }, use) => {
    const { DATABASE_URL = "", NEXTAUTH_SECRET = "" } = installation.settings;
    const port = await freePort();
    await using provider = await startProvider([`http://127.0.0.1:${port}/api/auth/callback/oidc`]);
    const settings = {
      DATABASE_URL,
      NEXTAUTH_SECRET,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_NAME: "School ID",
    };
    const app = await startBareApp(settings, { port });
    await use({ ...app, provider });
    await app.stop();
  },
});

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("people come in with the school's account, strangers are told whom to ask, and an account is unlinked", async ({
  door,
  browser,
  school,
}) => {
  const { teacher } = school.people;
  door.provider.accounts = [
    { sub: "stranger", email: "stranger@elsewhere.example", email_verified: true },
    { sub: "tomas", email: teacher.email, email_verified: true },
  ];
  const context = await browser.newContext({ baseURL: door.baseUrl, storageState: NOBODY });
  const page = await context.newPage();
  waitAfterLoading(page);
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text());
  });
  const choice = page.getByRole("heading", { name: "Choose an account" });
  const go = page.getByRole("button", { name: "Continue with School ID" });

  await page.goto("/trash");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
  await go.click();
  await expect(choice).toBeVisible();
  await page.getByRole("button", { name: "stranger@elsewhere.example" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "Ask an administrator of your school",
  );
  await expect(page.getByLabel("Password")).toBeVisible();
  await expectAccessible(page);

  // They are not sent back with the same account at once, and still go where they were heading.
  await go.click();
  await expect(choice).toBeVisible();
  expect(new URL(page.url()).origin).toBe(door.provider.issuer);
  await page.getByRole("button", { name: teacher.email }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Trash" })).toBeVisible();

  await page.goto("/settings/account");
  const linked = page.getByRole("region", { name: "Sign-in with School ID" });
  await expect(linked).toContainText(teacher.email);
  await linked.getByRole("button", { name: "Unlink" }).click();
  const asking = page.getByRole("dialog", { name: "Unlink your School ID account?" });
  await asking.getByLabel("Your password here").fill("not this one at all");
  await asking.getByRole("button", { name: "Unlink" }).click();
  await expect(asking.getByRole("alert")).toContainText("not right");
  await asking.getByLabel("Your password here").fill(teacher.password);
  await asking.getByRole("button", { name: "Unlink" }).click();
  await expect(asking).toBeHidden();
  await expect(linked).toContainText("Not linked.");
  expect(refused).toEqual([]);
  await context.close();
});

test("the way through the provider needs no script", async ({ door, browser, school }) => {
  const { viewer } = school.people;
  door.provider.accounts = [{ sub: "vera", email: viewer.email, email_verified: true }];
  const context = await browser.newContext({
    baseURL: door.baseUrl,
    storageState: NOBODY,
    javaScriptEnabled: false,
  });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with School ID" }).click();
  await page.getByRole("button", { name: "Turn back" }).click();
  await expect(page.getByText("You turned back at School ID.")).toBeVisible();
  await page.getByRole("button", { name: "Continue with School ID" }).click();
  await page.getByRole("button", { name: viewer.email }).click();
  await expect(page).toHaveURL(`${door.baseUrl}/documents`);
  await context.close();
});
