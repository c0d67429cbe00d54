import { expectAccessible } from "./fixtures/accessible.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { expect, test } from "./fixtures/test.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { StudentsPage } from "./pages/students.ts";
import { letter } from "./samples/pdf.ts";
import { photo } from "./samples/picture.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ timeout: 120_000 });

test("a student is added and changed, gets a file on their page and another from the documents", async ({
  api,
  browser,
  installation,
  page,
  school,
}) => {
  const students = new StudentsPage(page);
  await students.open();
  await expect(page.getByText("No students yet")).toBeVisible();
  await students.addButton.click();
  await students.field("Family name").fill("Ruiz Gómez");
  await students.field("Date of birth").fill("2199-01-01");
  await students.save();
  await expect(students.dialog.getByText("This must be filled in.")).toBeVisible();
  await expect(students.dialog.getByText("Nobody is born after today.")).toBeVisible();
  await expect(students.field("Given name")).toBeFocused();
  await expectAccessible(page);
  await students.field("Given name").fill("Ana");
  await students.field("Date of birth").fill("2015-03-04");
  await students.save();
  await expect(page.getByText("Ana Ruiz Gómez was added.")).toBeVisible();
  await expect(students.dialog).toBeHidden();
  await expect(students.student("Ruiz Gómez, Ana")).toBeVisible();
  await expectAccessible(page);

  await students.search.fill("gomez ana");
  await expect(page).toHaveURL(/q=gomez/);
  await students.student("Ruiz Gómez, Ana").click();
  await expect(students.title("Ana Ruiz Gómez")).toBeVisible();
  await page.getByRole("button", { name: "Change Ana Ruiz Gómez" }).click();
  await students.field("Class").fill("3º A");
  await students.save();
  await expect(students.dialog).toBeHidden();
  await expect(page.getByRole("definition").filter({ hasText: "3º A" })).toBeVisible();

  const own = await letter("boletín.pdf");
  await students.upload(own);
  await expect(students.file(own.name)).toBeVisible();
  await students.file(own.name).click();
  const documents = new DocumentsPage(page);
  await expect(documents.preview.title(own.name)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(documents.preview.box).toHaveCount(0);
  await expectAccessible(page);

  // From the documents, in one step, and back again.
  const other = photo("foto de clase.png");
  await api.store(other);
  await documents.open();
  await documents.select(other.name).check();
  await page.getByRole("button", { name: "Link students…" }).click();
  const choice = students.dialog.getByRole("checkbox", { name: /Ruiz Gómez, Ana/ });
  await choice.check();
  await expectAccessible(page);
  await students.dialog.getByRole("button", { name: "Link", exact: true }).click();
  await expect(page.getByText("1 link was added.")).toBeVisible();
  await documents.file(other.name).click();
  await page.getByRole("link", { name: "Ana Ruiz Gómez", exact: true }).click();
  await expect(students.title("Ana Ruiz Gómez")).toBeVisible();
  await page.getByRole("button", { name: `Unlink ${other.name}` }).click();
  await expect(students.file(other.name)).toHaveCount(0);
  const unlinked = page.getByRole("dialog", { name: `${other.name} is no longer linked.` });
  await unlinked.getByRole("button", { name: "Undo" }).click();
  await expect(students.file(other.name)).toBeVisible();
  await expect
    .poll(async () => {
      const found = (await (await api.ask("GET", "/documents?q=foto")).json()) as {
        data: { student_ids: string[] }[];
      };
      return found.data[0]?.student_ids.length;
    })
    .toBe(1);

  // Who may not write sees them, and no button.
  const context = await browser.newContext({
    storageState: await signInByHttp(installation.baseUrl, school.people.teacher),
    baseURL: installation.baseUrl,
  });
  const reader = new StudentsPage(await context.newPage());
  await reader.open();
  await expect(reader.student("Ruiz Gómez, Ana")).toBeVisible();
  await expect(reader.page.getByRole("button", { name: /^(Add|Change|Delete)/ })).toHaveCount(0);
  await context.close();

  await page.getByRole("button", { name: "Delete Ana Ruiz Gómez" }).click();
  await expect(page.getByText("The 2 files that are linked to them stay; only the links go.")).toBeVisible();
  await page.getByRole("button", { name: "Delete student" }).click();
  await expect(students.title("Students")).toBeVisible();
  await expect(page.getByText("No students yet")).toBeVisible();
  await documents.open();
  await expect(documents.file(own.name)).toBeVisible();
});
