import { waitAfterLoading } from "./fixtures/awake.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { MembersPage } from "./pages/members.ts";
import { letter } from "./samples/pdf.ts";

test("a restricted class takes its files from others at their next click, and a grant gives them back", async ({
  api,
  browser,
  documents,
  installation,
  page,
  school,
}) => {
  const [secret, open] = [await letter("informe de tutoría.pdf"), await letter("plan de clase.pdf")];
  const stored = await api.store(secret);
  await api.store(open);
  const described = await api.ask("PATCH", `/documents/${stored.id}`, { record_class: "Medical note" });
  expect(described.status).toBe(200);

  const { teacher } = school.people;
  const elsewhere = await browser.newContext({
    baseURL: installation.baseUrl,
    storageState: await signInByHttp(installation.baseUrl, teacher),
  });
  const theirs = new DocumentsPage(await elsewhere.newPage());
  waitAfterLoading(theirs.page);
  await theirs.open();
  await expect(theirs.file(secret.name)).toBeVisible();

  await test.step("an administrator restricts the class", async () => {
    await page.goto("/settings/school/classes");
    await page.getByRole("button", { name: "Restrict Medical note" }).click();
    const question = page.getByRole("alertdialog", { name: "Restrict “Medical note”?" });
    await expect(question).toContainText("1 document vanishes for the others at once.");
    await question.getByRole("button", { name: "Restrict", exact: true }).click();
    await expect(question).toBeHidden();
    const row = page.getByRole("listitem").filter({ hasText: "Medical note" });
    await expect(row.getByText("Restricted", { exact: true })).toBeVisible();
  });

  await test.step("the teacher, whose list still shows it, finds nothing behind it any more", async () => {
    await theirs.file(secret.name).click();
    await expect(theirs.preview.box.getByText("This file could not be opened")).toBeVisible();
    await theirs.open();
    await expect(theirs.file(open.name)).toBeVisible();
    await expect(theirs.file(secret.name)).toHaveCount(0);
  });

  await test.step("an administrator reads why, and lets the teacher see it", async () => {
    await documents.open();
    await documents.file(secret.name).click();
    await documents.preview.box.getByRole("tab", { name: "History" }).click();
    await documents.preview.box.getByRole("link", { name: "Who can see this file" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Who can see this file" })).toBeVisible();
    await page.getByRole("searchbox", { name: "Name or email of a member" }).fill(teacher.name);
    await page.getByRole("button", { name: "Search", exact: true }).click();
    const members = page.getByRole("list", { name: "Members" });
    await expect(members.getByRole("listitem")).toHaveCount(1);
    await members.getByRole("link", { name: teacher.name }).click();
    const told = page.getByRole("region", { name: teacher.name });
    await expect(told).toContainText(`${teacher.name} cannot see this file.`);
    await expect(told).toContainText("Its record class, “Medical note”, is restricted.");

    const people = new MembersPage(page);
    await people.open();
    await people.choose(teacher.name, "Let them see restricted files");
    await expect(people.row(teacher.name).getByText("Sees restricted files")).toBeVisible();
    await page.goBack();
    await expect(told).toContainText(`${teacher.name} can see this file.`);
  });

  await test.step("the teacher sees it from the next click on", async () => {
    await theirs.open();
    await theirs.file(secret.name).click();
    await expect(theirs.preview.title(secret.name)).toBeVisible();
  });
  await elsewhere.close();
});
