import { expectAccessible } from "./fixtures/accessible.ts";
import { expect, test } from "./fixtures/test.ts";
import { ChecklistPage } from "./pages/checklist.ts";
import { DocumentsPage } from "./pages/documents.ts";
import { StudentsPage } from "./pages/students.ts";
import { letter } from "./samples/pdf.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ timeout: 120_000 });

test("a checklist is set, what is missing is seen, brought, deleted and brought back", async ({
  api,
  page,
}) => {
  await api.ask("POST", "/students", { given_name: "Ana", family_name: "Ruiz", group: "1A" });
  await api.ask("POST", "/students", { given_name: "Eva", family_name: "Sanz", group: "2B" });

  const checklist = new ChecklistPage(page);
  await checklist.open();
  await expect(page.getByText("Nothing is asked for yet")).toBeVisible();
  await checklist.addButton.click();
  await checklist.field("Record class").selectOption("Birth certificate");
  await expect(checklist.field("Name")).toHaveValue("Birth certificate");
  await expectAccessible(page);
  await checklist.save();
  await expect(checklist.item("Birth certificate")).toBeVisible();
  await checklist.addButton.click();
  await checklist.field("Record class").selectOption("Consent");
  await checklist.field("Name").fill("Birth Certificate");
  await checklist.dialog.getByRole("checkbox", { name: "1A" }).check();
  await checklist.save(false);
  await expect(checklist.dialog.getByRole("alert")).toBeVisible();
  await checklist.field("Name").fill("Trips");
  await checklist.save();
  await expect(checklist.item("Trips")).toContainText("only for 1A");
  await page.getByRole("button", { name: "Move Trips up" }).click();
  await expect(checklist.items.getByRole("listitem").first()).toContainText("Trips");
  await expectAccessible(page);

  const students = new StudentsPage(page);
  await students.open();
  await expect(students.row("Ruiz, Ana").getByRole("cell", { name: "2", exact: true })).toBeVisible();
  await expect(students.row("Sanz, Eva").getByRole("cell", { name: "1", exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: "Missing", exact: true }).selectOption("Missing: Trips");
  await expect(page).toHaveURL(/missing=/);
  await expect(students.student("Sanz, Eva")).toHaveCount(0);
  await expectAccessible(page);
  await students.student("Ruiz, Ana").click();
  await expect(students.title("Ana Ruiz")).toBeVisible();
  await expect(students.missing).toHaveText("2 missing");

  const paper = await letter("partida.pdf");
  await students.bring("Birth certificate", paper);
  await expect(students.missing).toHaveText("1 missing");
  await expect(students.asked.getByRole("link", { name: paper.name })).toBeVisible();
  await expect(students.file(paper.name)).toBeVisible();
  await expectAccessible(page);

  // What is in the trash is missing, until it is taken back.
  await students.asked.getByRole("link", { name: paper.name }).click();
  const { preview } = new DocumentsPage(page);
  await preview.box.getByRole("button", { name: `Delete ${paper.name}` }).click();
  await expect(students.missing).toHaveText("2 missing");
  const toast = page.getByRole("dialog", { name: /is in the trash/ });
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(students.missing).toHaveText("1 missing");

  await students.bring("Trips", await letter("salidas.pdf"));
  await expect(students.missing).toHaveText("Complete");
  await students.open("?missing=any");
  await expect(students.student("Sanz, Eva")).toBeVisible();
  await expect(students.student("Ruiz, Ana")).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download what is missing (CSV)" }).click();
  const stream = await (await download).createReadStream();
  const csv = Buffer.concat(await stream.toArray()).toString("utf8");
  expect(csv).toContain("Family name,Given name,ID,Class,Missing,Trips,Birth certificate\r\n");
  expect(csv).toContain("Sanz,Eva,,2B,1,,Missing\r\n");
  expect(csv).not.toContain("Ruiz");

  await checklist.open();
  await page.getByRole("button", { name: "Remove Birth certificate" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Birth certificate is not on the checklist any more.")).toBeVisible();
  await expect(checklist.item("Trips")).toBeVisible();
  await expect(checklist.item("Birth certificate")).toHaveCount(0);
  await students.open("?missing=any");
  await expect(page.getByText("Nobody here lacks it")).toBeVisible();
});
