import { expectAccessible } from "./fixtures/accessible.ts";
import { dropFromDisk, onDisk } from "./fixtures/drop.ts";
import { signInByHttp } from "./fixtures/sign-in.ts";
import { insertStudents, type Pupil } from "./fixtures/students.ts";
import { expect, test } from "./fixtures/test.ts";
import { ReportsPage } from "./pages/reports.ts";
import { StudentsPage } from "./pages/students.ts";
import { Tray } from "./pages/tray.ts";
import { textPage } from "./samples/pdf.ts";
import type { Sample } from "./samples/sample.ts";

/** Files that are dropped at once; `npm run prove:reports` drops five hundred. */
const DROPPED = Number(process.env["E2E_REPORTS"] ?? 16);
const SPECIAL = 4;

test.use({ contextOptions: { reducedMotion: "reduce" }, viewport: { width: 1280, height: 860 } });
test.describe.configure({ timeout: 120_000 + DROPPED * 1_000 });
/** A busy machine reads and stores one file after the other. */
const LONG = { timeout: 60_000 + DROPPED * 800 };

const GIVEN = "Ana Luis Eva Hugo Inés Óscar Noé Marta Íñigo Zoe Leo Irene Unai Paula Iker Alma".split(" ");
const FAMILY = "Núñez Soto Peña Gil Sanz Ibáñez Romero Calvo Vidal Ortega Cano Reyes Lozano Crespo".split(
  " ",
);

const pupil = (at: number): Pupil => ({
  givenName: GIVEN[at % GIVEN.length] ?? "",
  familyName: [
    FAMILY[Math.floor(at / GIVEN.length) % FAMILY.length],
    FAMILY[(Math.floor(at / GIVEN.length) + 3 + (at % 5)) % FAMILY.length],
  ].join(" "),
  externalId: `A-${1000 + at}`,
  group: at % 2 === 0 ? "3º A" : "5º B",
});

/** Three ways in which files are named after a student. */
const STYLES: readonly ((of: Pupil) => string)[] = [
  ({ externalId }) => `${externalId}.pdf`,
  ({ familyName, givenName }) => `${familyName}, ${givenName} - Report card 2025-26.pdf`,
  ({ familyName, givenName }) => `${givenName}_${familyName.replaceAll(" ", "_")}.pdf`.toLowerCase(),
];

test("reports dropped at once are matched by name and text, asked about, and stored in one go", async ({
  api,
  browser,
  installation,
  page,
  school,
}) => {
  const known = Array.from({ length: DROPPED - SPECIAL }, (_, at) => pupil(at));
  const twins = ["B-1", "B-2"].map((externalId) => ({
    givenName: "Vera",
    familyName: "Ruiz Gómez",
    externalId,
    group: externalId === "B-1" ? "1º A" : "6º B",
  }));
  const mark = { givenName: "Bruno", familyName: "Haddad", externalId: "C-1", group: "2º C" };
  await insertStudents(installation, school, [...known, ...twins, mark]);
  const samples: Sample[] = await Promise.all([
    ...known.map((one, at) => textPage(STYLES[at % STYLES.length]?.(one) ?? "", [`Report ${at}`])),
    textPage("Ruiz Gómez, Vera.pdf", ["Report of one of two"]),
    textPage("scan0001.pdf", ["Colegio Norte", "Name: Bruno Haddad", "Class 2 C"]),
    textPage("scan0002.pdf", ["Nobody is named here"]),
    textPage("scan0003.pdf", ["Nor here"]),
  ]);
  const stored = async () => {
    const [row] = await installation.sql<{ uploads: number; reports: number }[]>`
      select (select count(*)::int from uploads where school_id = ${school.id}) as uploads,
        (select count(*)::int from documents d join document_students s on s.document_id = d.id
          where d.school_id = ${school.id} and d.kind = 'report' and d.report_type = 'report-card'
            and d.year = 2025 and d.term = 1) as reports`;
    return row;
  };

  const reports = new ReportsPage(page);
  await reports.open();
  await expect(page.getByText("No reports yet")).toBeVisible();
  await expectAccessible(page);
  const begun = Date.now();
  await onDisk(samples, async (paths) => {
    await dropFromDisk(page, paths);
    await expect(reports.summary).toHaveText(`${DROPPED - 3} ready, 3 to check, none left out`, LONG);
    const matched = Date.now();
    await expect(reports.studentOf("scan0002.pdf")).toHaveValue("");
    expect(await stored()).toEqual({ uploads: 0, reports: 0 });
    await expectAccessible(page);

    // What is not certain is asked: one of two, somebody else, or nobody.
    await reports.studentOf("Ruiz Gómez, Vera.pdf").selectOption({ label: "Ruiz Gómez, Vera · 6º B · B-2" });
    await reports.studentOf("scan0002.pdf").selectOption({ label: "Search for a student…" });
    await reports.chooser.getByRole("searchbox").fill("vera b-1");
    const found = reports.chooser.getByRole("list").getByRole("button");
    await expect(found).toHaveCount(1);
    await found.click();
    await expect(reports.chooser).toHaveCount(0);
    await reports.asking.getByRole("button", { name: "Next to check" }).click();
    await expect(reports.studentOf("scan0003.pdf")).toBeFocused();
    await reports.asking.getByRole("button", { name: "Leave out scan0003.pdf" }).click();
    await reports.forAll("Year").fill("2025");
    await reports.forAll("Part of the year").selectOption({ label: "Term 1" });
    await expect(reports.summary).toHaveText(`${DROPPED - 1} ready, none to check, 1 left out`, LONG);
    expect(await stored()).toEqual({ uploads: 0, reports: 0 });

    // On a phone it is the same table, and nothing of it lies beside the window.
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await expect(reports.store(DROPPED - 1)).toBeInViewport();
      await expect
        .poll(() =>
          reports.asking.evaluate((box) =>
            [box, ...box.querySelectorAll("*")].every(
              (node) => node.getBoundingClientRect().right <= window.innerWidth + 1,
            ),
          ),
        )
        .toBe(true);
    }
    await page.setViewportSize({ width: 1280, height: 860 });
    const asked = Date.now();
    await reports.store(DROPPED - 1).click();
    await expect(reports.asking).toHaveCount(0);
    const tray = new Tray(page);
    await expect(tray.title).toHaveText(`${DROPPED - 1} files uploaded`, LONG);
    expect(await stored()).toEqual({ uploads: DROPPED - 1, reports: DROPPED - 1 });
    const done = Date.now();
    process.stdout.write(
      `${DROPPED} files: matched in ${matched - begun} ms, stored in ${done - asked} ms\n`,
    );
    await tray.close();
  });

  // The list shows them, by student, class and type.
  await reports.search.fill("haddad bruno");
  await expect(reports.report("Haddad, Bruno")).toHaveCount(1);
  await reports.search.fill("");
  await page.getByRole("combobox", { name: "Class" }).selectOption("6º B");
  await expect(reports.report("Ruiz Gómez, Vera")).toHaveCount(1);
  await expect(page.getByText("1 file", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page.getByText(`${DROPPED - 1} files`, { exact: true })).toBeVisible();

  // A student's page has them, and takes more: what is there already becomes a new version.
  await page.goto("/students?q=haddad");
  const students = new StudentsPage(page);
  await students.student("Haddad, Bruno").click();
  await expect(students.title("Bruno Haddad")).toBeVisible();
  const own = page.getByRole("list", { name: "Reports" });
  await expect(own.getByRole("link", { name: "Report card, Term 1, 2025" })).toBeVisible();
  const choose = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add reports" }).click();
  const again = await textPage("Bruno Haddad T1 2025.pdf", ["Corrected"]);
  const transcript = await textPage("Transcript 2026.pdf", ["Transcript"]);
  await (await choose).setFiles(
    [again, transcript].map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: bytes })),
  );
  await expect(reports.summary).toHaveText("1 ready, 1 to check, none left out", LONG);
  await expect(reports.asking).toContainText("There is one already: scan0001.pdf");
  await reports.asking.getByRole("button", { name: `${again.name} as a new version` }).click();
  await reports.store(2).click();
  await expect(own.getByRole("listitem")).toHaveCount(2, LONG);
  await expect(own.getByRole("link")).toContainText(["Transcript, 2026", "Report card, Term 1, 2025"]);
  await expect
    .poll(async () => {
      const answer = await api.ask("GET", "/documents?kind=report&q=scan0001");
      const { data } = (await answer.json()) as { data: { version: number; student_ids: string[] }[] };
      return data.map(({ version, student_ids: ids }) => [version, ids.length]);
    }, LONG)
    .toEqual([[2, 1]]);

  // Who may only read sees them, and no way to add any.
  const viewer = await browser.newContext({
    storageState: await signInByHttp(installation.baseUrl, school.people.viewer),
    baseURL: installation.baseUrl,
  });
  const theirs = new ReportsPage(await viewer.newPage());
  await theirs.open("?q=haddad");
  await expect(theirs.report("Haddad, Bruno")).toHaveCount(2);
  await expect(theirs.page.getByRole("button", { name: /Upload/ })).toHaveCount(0);
  await viewer.close();
});

test("a school's own types of report are offered, renamed and archived", async ({ page }) => {
  await page.goto("/settings/school/classes");
  const types = page.getByRole("list", { name: "Types of report" });
  await expect(types.getByRole("listitem")).toHaveText([/^Report card/, /^Transcript/, /^Certificate/]);
  await page.getByLabel("New type of report").fill("Music exam");
  await page.getByLabel("New type of report").press("Enter");
  await expect(types.getByRole("listitem")).toHaveCount(4);
  await types.getByRole("button", { name: "Rename Music exam" }).click();
  await page.getByRole("textbox", { name: "Rename Music exam" }).fill("Music certificate");
  await page.keyboard.press("Enter");
  await expect(types.getByRole("listitem").last()).toContainText("Music certificate");
  await expectAccessible(page);
  const reports = new ReportsPage(page);
  await reports.open();
  await page.getByRole("combobox", { name: "Type" }).selectOption({ label: "Music certificate" });
  await expect(page).toHaveURL(/type=music-exam/);
  await expect(page.getByText("No report fits")).toBeVisible();
  await page.goto("/settings/school/classes");
  await types.getByRole("button", { name: "Archive Music certificate" }).click();
  await expect(types.getByRole("listitem")).toHaveCount(3);
  await expect(page.getByRole("list", { name: "Archived" })).toContainText("Music certificate");
});
