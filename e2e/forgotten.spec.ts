import { expectAccessible } from "./fixtures/accessible.ts";
import { waitAfterLoading } from "./fixtures/awake.ts";
import { NOBODY, signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { MembersPage } from "./pages/members.ts";
import { SignInPage } from "./pages/sign-in.ts";

const NEW = "five tall oak wardrobes";

test("where no mail is sent, a forgotten password is replaced by an administrator's link, once", async ({
  page,
  browser,
  installation,
  school,
}) => {
  const { teacher } = school.people;
  const { baseUrl: baseURL } = installation;
  const signedIn = await browser.newContext({ storageState: await signInByHttp(baseURL, teacher), baseURL });
  const busy = await signedIn.newPage();
  waitAfterLoading(busy);
  await busy.goto("/documents");
  await expect(busy.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();

  const out = await browser.newContext({ storageState: NOBODY, baseURL });
  const other = await out.newPage();
  waitAfterLoading(other);
  const door = new SignInPage(other);
  await door.open();
  await other.getByRole("link", { name: "Forgotten your password?" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "A new password" })).toBeVisible();
  await expect(other.getByText("Ask an administrator of your school")).toBeVisible();
  await expectAccessible(other);

  const members = new MembersPage(page);
  await members.open();
  await members.choose(teacher.name, "Link for a new password");
  const link = await members.toldLink(`A new password for ${teacher.name}`);
  expect(link).toMatch(/\/reset#[\w-]{43}$/);

  await other.goto(link);
  await expect(other.getByText(teacher.email)).toBeVisible();
  await expectAccessible(other);
  const password = other.getByLabel("New password");
  const set = other.getByRole("button", { name: "Set the password" });
  await password.fill("Tomás Vega 2026");
  await set.click();
  await expect(other.getByRole("main").getByRole("alert")).toContainText("it is made of your name");
  await password.fill(NEW);
  await set.click();
  await expect(other.getByRole("heading", { level: 1, name: "Your new password is set" })).toBeVisible();

  await busy.getByRole("navigation").getByRole("link", { name: "Trash" }).click();
  await expect(new SignInPage(busy).heading).toBeVisible();

  await other.getByRole("link", { name: "Go to sign-in" }).click();
  await expect(door.heading).toBeVisible();
  await door.signIn(teacher.email, teacher.password);
  await expect(door.problem).toHaveText("The email or the password is not right.");
  await door.signIn(teacher.email, NEW);
  await expect(other.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();

  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1, name: "This link does not work" })).toBeVisible();
  await signedIn.close();
  await out.close();
});
