import { expect, test } from "vitest";
import { listReports, studentReports } from "#lib/reports/data.ts";
import { lookAtReports } from "#lib/reports/match/data.ts";
import { takenSlots } from "#lib/reports/match/existing.data.ts";
import { ALL_REPORTS, type ReportQuery } from "#lib/reports/report-query.ts";
import { listReportTypes } from "#lib/reports/report-types.data.ts";
import { addType, archiveType, renameType } from "#lib/reports/report-types.mutations.ts";
import { createStudent } from "#lib/students/mutations.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { studentValues } from "#lib/testing/students.ts";
import { storeFile } from "#lib/testing/upload.ts";

async function fill() {
  const school = await buildSchool();
  const { registrar } = school;
  const values = (givenName: string, familyName: string, externalId: string, group: string) =>
    studentValues({ givenName, familyName, externalId, group });
  const ana = await createStudent(registrar, values("Ana", "Ruiz Gómez", "A-1023", "3º A"));
  const luis = await createStudent(registrar, values("Luis", "Peña", "A-1024", "5º B"));
  const store = (filename: string, reportType: string, year: number, term: number | undefined, of: string) =>
    storeFile(registrar, { kind: "report", filename, reportType, year, term, studentIds: [of] });
  const autumn = await store("a.pdf", "report-card", 2025, 1, ana.id);
  const spring = await store("b.pdf", "report-card", 2025, 2, ana.id);
  const whole = await store("c.pdf", "transcript", 2026, undefined, ana.id);
  const other = await store("d.pdf", "report-card", 2025, 1, luis.id);
  await storeFile(registrar, { filename: "e.pdf", studentIds: [ana.id] });
  return { school, ana, luis, autumn, spring, whole, other };
}

test("reports are listed with whom they are about, by type, year, term, class, student and search", async () => {
  const { school, ana, whole } = await fill();
  const { viewer } = school;
  const names = async (query: Partial<ReportQuery>) =>
    (await listReports(viewer, { ...ALL_REPORTS, ...query })).items.map(({ filename }) => filename);
  expect(await names({})).toEqual(["d.pdf", "c.pdf", "b.pdf", "a.pdf"]);
  expect(await names({ type: "transcript" })).toEqual(["c.pdf"]);
  expect(await names({ year: 2025, term: 1 })).toEqual(["d.pdf", "a.pdf"]);
  expect(await names({ group: "5º B" })).toEqual(["d.pdf"]);
  expect(await names({ student: ana.id, type: "report-card" })).toEqual(["b.pdf", "a.pdf"]);
  expect(await names({ q: "gomez ana" })).toEqual(["c.pdf", "b.pdf", "a.pdf"]);
  expect(await names({ q: "B.PDF" })).toEqual(["b.pdf"]);
  expect(await names({ q: "gomez luis" })).toEqual([]);
  const [first] = (await listReports(viewer, { ...ALL_REPORTS, type: "transcript" })).items;
  expect(first).toMatchObject({
    id: whole.id,
    reportType: "transcript",
    year: 2026,
    term: null,
    students: [{ id: ana.id, givenName: "Ana", familyName: "Ruiz Gómez" }],
  });
});

test("a student's reports come with the latest year first, and their parts from the last to the first", async () => {
  const { school, ana } = await fill();
  const found = await studentReports(school.viewer, ana.id);
  expect(found.map(({ filename }) => filename)).toEqual(["c.pdf", "b.pdf", "a.pdf"]);
});

test("another school, and who may not, see none of it", async () => {
  const { school, ana } = await fill();
  const other = await buildSchool();
  expect((await listReports(other.administrator, ALL_REPORTS)).items).toEqual([]);
  expect((await listReports(other.administrator, { ...ALL_REPORTS, student: ana.id })).items).toEqual([]);
  expect((await listReports(other.administrator, { ...ALL_REPORTS, group: "3º A" })).items).toEqual([]);
  expect(await studentReports(other.administrator, ana.id)).toEqual([]);
  const slot = { student: ana.id, type: "report-card", year: 2025, term: 1 };
  expect(await takenSlots(other.administrator, [slot])).toEqual([null]);
  const theirs = await lookAtReports(other.administrator, [{ name: "A-1023 Ana Ruiz Gómez.pdf" }], []);
  expect(theirs.matches).toEqual([{ is: "unmatched" }]);

  const { actor: documents } = await school.token("documents:read", "students:read");
  await expect(listReports(documents, ALL_REPORTS)).rejects.toMatchObject({ code: "forbidden" });
  await expect(studentReports(documents, ana.id)).rejects.toMatchObject({ code: "forbidden" });
  for (const actor of [school.teacher, school.viewer]) {
    await expect(lookAtReports(actor, [{ name: "a.pdf" }], [])).rejects.toMatchObject({ code: "forbidden" });
    await expect(takenSlots(actor, [slot])).rejects.toMatchObject({ code: "forbidden" });
  }

  // Who may not know of students learns of none by way of reports.
  const { actor: nameless } = await school.token("reports:read", "reports:write");
  const shown = await listReports(nameless, ALL_REPORTS);
  expect(shown.items.map(({ students }) => students)).toEqual([[], [], [], []]);
  expect((await listReports(nameless, { ...ALL_REPORTS, q: "gomez" })).items).toEqual([]);
  for (const narrowed of [{ group: "3º A" }, { student: ana.id }]) {
    await expect(listReports(nameless, { ...ALL_REPORTS, ...narrowed })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  await expect(lookAtReports(nameless, [{ name: "a.pdf" }], [])).rejects.toMatchObject({ code: "forbidden" });
});

test("files are matched with the school's students, and what is there already is found", async () => {
  const { school, ana, luis, autumn } = await fill();
  const looked = await lookAtReports(
    school.registrar,
    [
      { name: "A-1023.pdf" },
      { name: "Peña, Luis - Transcript 2024-25 T2.pdf" },
      { name: "scan.pdf", text: "Name: Ana Ruiz Gómez\nClass 3º A" },
      { name: "scan.pdf" },
    ],
    [],
  );
  expect(looked.matches).toMatchObject([
    { is: "certain", by: "id", student: { id: ana.id } },
    { is: "certain", by: "name", student: { id: luis.id } },
    { is: "certain", by: "text", student: { id: ana.id } },
    { is: "unmatched" },
  ]);
  expect(looked.guesses[1]).toEqual({ type: "transcript", year: 2024, term: 2 });
  expect([-1, 0]).toContain(looked.year - new Date().getUTCFullYear());

  const slot = { student: ana.id, type: "report-card", year: 2025, term: 1 };
  const asked = [
    slot,
    { ...slot, term: null },
    { ...slot, student: luis.id },
    { ...slot, type: "transcript" },
  ];
  expect(await takenSlots(school.registrar, asked)).toMatchObject([
    { id: autumn.id, filename: "a.pdf", canReplace: true },
    null,
    { filename: "d.pdf" },
    null,
  ]);
});

test("a school adds types of its own, whose slugs stay; nobody else has them or decides on them", async () => {
  const school = await buildSchool();
  const other = await buildSchool();
  const { administrator } = school;
  expect(await addType(administrator, "Informe de evaluación")).toEqual([
    { slug: "informe-de-evaluacion", name: "Informe de evaluación", archived: false },
  ]);
  await expect(addType(administrator, "INFORME DE EVALUACION")).rejects.toMatchObject({ code: "name_taken" });
  await addType(administrator, "Boletín");
  await expect(renameType(administrator, "boletin", "Informe de evaluación")).rejects.toMatchObject({
    code: "name_taken",
  });
  await renameType(administrator, "boletin", "Boletín trimestral");
  await archiveType(administrator, "informe-de-evaluacion", true);
  expect((await listReportTypes(school.viewer)).slice(3)).toEqual([
    { slug: "boletin", name: "Boletín trimestral", archived: false },
    { slug: "informe-de-evaluacion", name: "Informe de evaluación", archived: true },
  ]);
  expect((await addType(administrator, "informe de evaluación"))[1]).toEqual({
    slug: "informe-de-evaluacion",
    name: "informe de evaluación",
    archived: false,
  });
  expect((await listReportTypes(other.viewer)).map(({ slug }) => slug)).toEqual([
    "report-card",
    "transcript",
    "certificate",
  ]);
  await expect(renameType(other.administrator, "boletin", "Mine")).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(archiveType(administrator, "transcript", true)).rejects.toMatchObject({ code: "not_found" });
  for (const change of [
    () => addType(school.registrar, "x"),
    () => renameType(school.registrar, "boletin", "x"),
    () => archiveType(school.registrar, "boletin", true),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: "forbidden" });
  }
});
