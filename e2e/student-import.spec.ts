import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessible.ts";
import type { Api } from "./fixtures/api.ts";
import { expect, test } from "./fixtures/test.ts";
import { StudentsPage } from "./pages/students.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ timeout: 120_000 });

const HEADER = "Apellidos;Nombre;Nº alumno;ID;Fecha de nacimiento;Etapa";

async function choose(page: Page, button: string, rows: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  const buffer = Buffer.from([HEADER, ...rows].join("\r\n"));
  await (await chooser).setFiles({ name: "alumnos.csv", mimeType: "text/csv", buffer });
}

/** The classes of the school's students by their ids, as a program is told. */
async function classesOf(api: Api) {
  const { data } = (await (await api.ask("GET", "/students")).json()) as {
    data: { external_id: string; group: string | null }[];
  };
  return Object.fromEntries(data.map(({ external_id: id, group }) => [id, group]));
}

test("a file with wrong rows changes nothing; mended, it changes and adds what was shown before", async ({
  api,
  page,
}) => {
  await api.ask("POST", "/students", {
    given_name: "Ana",
    family_name: "Ruiz",
    external_id: "S-1",
    group: "1A",
  });
  await api.ask("POST", "/students", {
    given_name: "Eva",
    family_name: "Sanz",
    external_id: "S-2",
    group: "2B",
  });
  const students = new StudentsPage(page);
  await students.open();
  await page.getByRole("link", { name: "Import" }).click();
  await expect(students.title("Import students")).toBeVisible();

  const good = ["Ruiz;Ana;1;S-1;;1B", "Sanz;Eva;2;S-2;;2B"];
  const added = "Móra;Bea;5;S-5;03/02/2016;3C";
  await choose(page, "Choose a CSV file", [
    ...good,
    "Gil;Leo;3;S-3;31/02/2015;1A",
    ";Nadie;4;S-4;;1A",
    added,
  ]);
  await expect(page.getByText("5 rows", { exact: true })).toBeVisible();
  // What no header says is said by hand, and what would change is looked up again.
  await page.getByRole("combobox", { name: "Class" }).selectOption("Etapa");
  const errors = page.getByRole("region", { name: "2 errors" });
  await expect(errors.getByRole("listitem").filter({ hasText: "Row 4" })).toContainText(
    "Date of birth: is not a day",
  );
  await expect(errors.getByRole("listitem").filter({ hasText: "Row 5" })).toContainText(
    "Family name: must be filled in",
  );
  await expect(page.getByRole("region", { name: "1 changed" })).toContainText(
    /Row 2\s*Ana Ruiz.*Class: 1A.*1B/s,
  );
  await expect(page.getByRole("region", { name: "1 new" })).toContainText(/Row 6\s*Bea Móra/);
  await expect(page.getByText("Nothing is imported while a row has an error.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import 2 students" })).toBeDisabled();
  await expectAccessible(page);
  expect(await classesOf(api)).toEqual({ "S-1": "1A", "S-2": "2B" });

  await choose(page, "Choose another file", [...good, "Gil;Leo;3;S-3;28/02/2015;1A", added]);
  await expect(page.getByText("4 rows", { exact: true })).toBeVisible();
  await page.getByRole("combobox", { name: "Class" }).selectOption("Etapa");
  await expect(page.getByText("2 new, 1 changed, 1 unchanged, 0 rows with errors")).toBeVisible();
  await page.getByRole("button", { name: "Import 3 students" }).click();
  await expect(page.getByText("2 added, 1 changed.")).toBeVisible();
  await expect(students.title("Students")).toBeVisible();
  await expect(students.student("Móra, Bea")).toBeVisible();
  await expect(students.student("Gil, Leo")).toBeVisible();
  await expect(students.row("Ruiz, Ana")).toContainText("1B");
  await expect.poll(() => classesOf(api)).toEqual({ "S-1": "1B", "S-2": "2B", "S-3": "1A", "S-5": "3C" });
});
