import { readFile } from "node:fs/promises";
import { startMailServer } from "#lib/testing/smtp.ts";
import { freePort } from "#scripts/test/app.ts";
import { expectAccessible } from "./fixtures/accessible.ts";
import { waitAfterLoading } from "./fixtures/awake.ts";
import { startBareApp } from "./fixtures/next-start.ts";
import { NOBODY, signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { MembersPage } from "./pages/members.ts";
import { StaffImportPage } from "./pages/staff-import.ts";

test.use({ as: "administrator" });
test.describe.configure({ timeout: 120_000 });

test("a file of staff is looked at, those who are new are invited, and their links let them in", async ({
  page,
  browser,
  installation,
  school,
}) => {
  const { slug, people } = school;
  const members = new MembersPage(page);
  await members.open();
  await page.getByRole("link", { name: "Import from CSV" }).click();
  const staff = new StaffImportPage(page);
  await expect(staff.heading).toBeVisible();
  const rows = [
    `Mía Sol;mia@${slug}.example;Docente;sí`,
    `=Leo;leo@${slug}.example;viewer;`,
    `${people.teacher.name};${people.teacher.email};Administrador;`,
    `Eva;not an address;jefa;`,
  ];
  await staff.choose("Choose a CSV file", rows);
  await expect(page.getByText("2 to invite, 1 here or invited already, 1 row with an error")).toBeVisible();
  await expect(staff.sort("1 error")).toContainText("Email: is not an email address");
  await expect(staff.sort("1 error")).toContainText("Role: is no role");
  await expect(staff.sort("1 here with another role")).toContainText("Is Teacher here, and Administrator");
  await expect(staff.sort("2 to invite")).toContainText("As Teacher, and sees restricted files");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Invite 2 people" }).click();
  await expect(page.getByText("2 people are invited.")).toBeVisible();
  await expectAccessible(page);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the links" }).click();
  const file = await readFile(await (await saved).path(), "utf8");
  expect(file).toContain("\r\n'=Leo,");
  const link = new RegExp(`mia@${slug}.example,Teacher,(\\S+)`).exec(file)?.[1] ?? "";

  await page.getByRole("link", { name: "To the members" }).click();
  await expect(members.waiting.getByRole("listitem")).toHaveCount(2);

  const elsewhere = await browser.newContext({ baseURL: installation.baseUrl, storageState: NOBODY });
  const other = await elsewhere.newPage();
  waitAfterLoading(other);
  await other.goto(link);
  await other.getByLabel("A password of your own").fill("seven grey herons wading");
  await other.getByRole("button", { name: "Join" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  await elsewhere.close();

  await page.reload();
  await expect(members.row("Mía Sol").getByText("Sees restricted files")).toBeVisible();
  await page.getByRole("link", { name: "Import from CSV" }).click();
  await staff.choose("Choose a CSV file", rows);
  await expect(page.getByText("0 to invite, 3 here or invited already, 1 row with an error")).toBeVisible();
  await expect(page.getByRole("button", { name: "Nobody to invite" })).toBeDisabled();
});

test("where a mail server is set up, an invitation comes by mail, with a link that leads in", async ({
  browser,
  installation,
  school,
}) => {
  const mail = await startMailServer();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const app = await startBareApp(
    { ...installation.settings, ...mail.settings, NEXTAUTH_URL: address },
    { port: port },
  );
  const { administrator } = school.people;
  const context = await browser.newContext({
    baseURL: app.baseUrl,
    storageState: await signInByHttp(app.baseUrl, administrator),
  });
  const page = await context.newPage();
  waitAfterLoading(page);
  const members = new MembersPage(page);
  await members.open();
  const email = `noa@${school.slug}.example`;
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const asking = page.getByRole("dialog", { name: "Invite somebody" });
  await asking.getByLabel("Name").fill("Noa Núñez");
  await asking.getByLabel("Email").fill(email);
  await asking.getByRole("button", { name: "Make the invitation" }).click();
  await expect(page.getByText(`It was mailed to ${email}.`)).toBeVisible();
  await expect.poll(() => mail.to(email).length).toBe(1);
  const [letter] = mail.to(email);
  expect(letter?.text).toContain("Hello Noa Núñez,");
  expect(letter?.text).toContain("Ada Marín");
  const link = /http\S+\/invite\?token=\S+/.exec(letter?.text ?? "")?.[0] ?? "";
  expect(link.startsWith(`${address}/`)).toBe(true);
  const nobody = await browser.newContext({ storageState: NOBODY });
  const other = await nobody.newPage();
  waitAfterLoading(other);
  await other.goto(link);
  await expect(other.getByRole("heading", { level: 1, name: `Join ${school.name}` })).toBeVisible();
  await nobody.close();
  await context.close();
  await app.stop();
  await mail.stop();
});
