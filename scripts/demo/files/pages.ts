import { type Column, Sheet } from "#scripts/demo/files/sheet.ts";
import { classList, SCHOOL, type Student } from "#scripts/demo/people.ts";
import { diceFor } from "#scripts/demo/random.ts";

const day = (date: Date) =>
  date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const dia = (date: Date) =>
  date.toLocaleDateString("es-ES", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const SUBJECTS = [
  "Spanish language",
  "Mathematics",
  "English",
  "Natural science",
  "Social science",
  "Art and crafts",
  "Music",
  "Physical education",
];

/** An enrolment form, filled in: two pages. */
export async function enrolmentForm(student: Student, schoolYear: string, date: Date): Promise<Buffer> {
  const dice = diceFor(`enrolment ${student.number}`);
  const phone = () => `555 ${dice.whole(100, 999)} ${dice.whole(100, 999)}`;
  const sheet = await Sheet.open(`Enrolment form, ${student.name}`, date);
  sheet.heading("Enrolment form", `School year ${schoolYear} · received ${day(date)}`);
  sheet.section("Student");
  sheet.fields([
    ["Full name", student.name],
    ["Student number", student.number],
    ["Date of birth", day(student.born)],
    ["Class", student.className],
    ["Address", `${student.street}, 99012 Villasol`],
    ["Language at home", dice.pick(["Spanish", "Spanish", "Spanish and English", "Spanish and Arabic"])],
  ]);
  sheet.section("Parents or guardians");
  for (const [at, name] of student.guardians.entries()) {
    sheet.fields([
      [`Guardian ${at + 1}`, name],
      ["Telephone", phone()],
    ]);
  }
  sheet.section("Who may collect the student");
  sheet.table(
    [
      { title: "Name", width: 0.5 },
      { title: "Relation", width: 0.25 },
      { title: "Telephone", width: 0.25 },
    ],
    [
      [student.guardians[0], "Guardian", phone()],
      [student.guardians[1], "Guardian", phone()],
      [
        `${dice.pick(["Carmen", "Pilar", "Antonio", "Luis"])} ${student.guardians[0].split(" ").at(-1)}`,
        "Grandparent",
        phone(),
      ],
    ],
  );
  sheet.newPage();
  sheet.section("Meals and transport");
  const lunch = dice.chance(0.7);
  sheet.choices([
    ["Lunch at school", lunch],
    ["Vegetarian menu", dice.chance(0.15)],
    ["Morning club from 7.45", dice.chance(0.3)],
    ["School bus, route 2 (Plaza Nueva)", dice.chance(0.25)],
  ]);
  sheet.section("Health");
  sheet.fields([
    ["Health centre", "Centro de Salud Villasol"],
    ["Allergies", dice.pick(["None known", "None known", "None known", "Peanuts", "Pollen"])],
  ]);
  sheet.section("Consent");
  sheet.choices([
    ["The school may take and keep photographs for its own use", true],
    ["The school may publish photographs without names", dice.chance(0.6)],
    ["The student may leave for short walks in the neighbourhood", dice.chance(0.9)],
  ]);
  sheet.paragraph(
    `${SCHOOL.name} keeps this form for as long as the student is at the school and five years after. You may ask for a copy or a correction at the office at any time.`,
    { size: 9, quiet: true },
  );
  sheet.signatures([student.guardians[0], student.guardians[1], "School office"]);
  return sheet.close();
}

const REMARKS = [
  "reads aloud with confidence and asks good questions",
  "works with care and helps others at the table",
  "has made clear progress in written work this term",
  "takes part in class and listens well",
  "should practise the times tables at home, a few minutes a day",
  "is kind to others and keeps a tidy desk",
];

const MARKS: readonly Column[] = [
  { title: "Subject", width: 0.4 },
  { title: "Mark", width: 0.12, figures: true },
  { title: "Class mean", width: 0.16, figures: true },
  { title: "Effort", width: 0.32 },
];

/** A term's report card: one page. */
export async function reportCard(
  student: Student,
  term: string,
  schoolYear: string,
  date: Date,
): Promise<Buffer> {
  const dice = diceFor(`report ${student.number} ${term} ${schoolYear}`);
  const sheet = await Sheet.open(`Report card, ${student.name}, ${term}`, date);
  sheet.heading("Report card", `${term} · school year ${schoolYear}`);
  sheet.fields([
    ["Student", student.name],
    ["Class", student.className],
    ["Student number", student.number],
    ["Days absent", String(dice.whole(0, 6))],
  ]);
  const rows = SUBJECTS.map((subject) => [
    subject,
    (dice.whole(11, 20) / 2).toFixed(1),
    (dice.whole(13, 17) / 2).toFixed(1),
    dice.pick(["Very good", "Good", "Good", "Should do more"]),
  ]);
  sheet.table(MARKS, rows);
  sheet.section("Remarks of the tutor");
  const given = student.name.split(" ")[0];
  sheet.paragraph(`${given} ${dice.pick(REMARKS)}. ${given} also ${dice.pick(REMARKS)}.`);
  sheet.paragraph("Marks go from 0 to 10; 5 is a pass.", { size: 9, quiet: true });
  sheet.signatures(["Tutor", "Head teacher", "Guardian"]);
  return sheet.close();
}

/** Leave for an outing, in Spanish: one page. */
export async function outingConsent(student: Student, place: string, date: Date): Promise<Buffer> {
  const dice = diceFor(`outing ${student.number} ${place}`);
  const sheet = await Sheet.open(`Autorización de salida, ${student.name}`, date);
  sheet.heading("Autorización de salida", `${place} · ${dia(date)}`);
  sheet.fields([
    ["Alumno o alumna", student.name],
    ["Clase", student.className],
    ["Salida", "8.45, puerta principal"],
    ["Regreso", "16.30, puerta principal"],
  ]);
  sheet.paragraph(
    `Yo, ${student.guardians[0]}, autorizo a que ${student.name} participe en la salida a ${place} con su clase. El transporte va incluido; el alumnado lleva almuerzo, agua y ropa cómoda.`,
  );
  sheet.section("Indicaciones");
  sheet.choices([
    ["Sabe nadar", dice.chance(0.8)],
    ["Toma medicación durante la salida", dice.chance(0.08)],
    ["Se marea en autobús", dice.chance(0.2)],
  ]);
  sheet.signatures([student.guardians[0], "Fecha"]);
  return sheet.close();
}

/** What the school does for a student who needs more: three pages. */
export async function supportPlan(student: Student, schoolYear: string, date: Date): Promise<Buffer> {
  const dice = diceFor(`support ${student.number}`);
  const sheet = await Sheet.open(`Support plan, ${student.name}`, date);
  sheet.heading("Support plan", `School year ${schoolYear} · agreed on ${day(date)}`);
  sheet.fields([
    ["Student", student.name],
    ["Class", student.className],
    ["Reviewed", "Every term"],
    ["Responsible", "Tutor and school office"],
  ]);
  for (const area of ["Reading", "Attention", "Playground"]) {
    sheet.section(area);
    sheet.paragraph(
      `Observed over six weeks by the tutor. ${student.name.split(" ")[0]} ${dice.pick(REMARKS)}. The family sees the same at home and agrees with the steps below.`,
    );
    sheet.table(
      [
        { title: "Step", width: 0.55 },
        { title: "Who", width: 0.25 },
        { title: "Week", width: 0.2, figures: true },
      ],
      ["Seat near the board", "Ten minutes of guided work", "Short check at the end of the day"].map(
        (step, at) => [step, dice.pick(["Tutor", "Support teacher", "Family"]), String(at * 3 + 2)],
      ),
    );
    if (area !== "Playground") sheet.newPage();
  }
  sheet.signatures(["Tutor", student.guardians[0], "Head teacher"]);
  return sheet.close();
}

/** The house rules: four pages, with the list of a class at the end. */
export async function handbook(className: string, schoolYear: string, date: Date): Promise<Buffer> {
  const sheet = await Sheet.open(`Family handbook, class ${className}`, date);
  sheet.heading("Family handbook", `Class ${className} · school year ${schoolYear}`);
  const chapters = [
    [
      "The day",
      "Doors open at 8.30 and lessons begin at 8.45. There are two breaks, at 10.30 and at 12.15. Lunch is from 13.00 to 14.00, and the day ends at 16.30. Whoever comes late reports to the office first.",
    ],
    [
      "Absence",
      "Please tell the office before 9.00, by telephone or by mail. For absences planned ahead, a few lines to the tutor are enough. After three days the school asks for a doctor's note.",
    ],
    [
      "Homework",
      "Ten to thirty minutes a day, never on Fridays. It repeats what was done in class. Where it takes longer than that, write a note to the tutor: something is wrong with the task, not with the child.",
    ],
    [
      "Meetings",
      "There are three meetings with all families in a year, and two with each family alone. Tutors can be met on Tuesdays from 16.45 to 17.45, by appointment.",
    ],
  ] as const;
  for (const [at, [title, text]] of chapters.entries()) {
    sheet.section(title);
    for (let again = 0; again < 2; again += 1) sheet.paragraph(again === 0 ? text : `In short: ${text}`);
    if (at === 1) sheet.newPage();
  }
  sheet.newPage();
  sheet.section("The week");
  const week = ["8.45", "9.40", "11.00", "14.00", "15.15"];
  const columns = ["Hour", "Mon", "Tue", "Wed", "Thu", "Fri"].map((title) => ({ title, width: 1 / 6 }));
  const short = ["Maths", "English", "Spanish", "Science", "Music", "Art", "PE"];
  sheet.table(
    columns,
    week.map((hour, row) => [hour, ...[0, 1, 2, 3, 4].map((at) => short[(at * 2 + row * 3) % 7] ?? "")]),
  );
  sheet.newPage();
  sheet.section(`Class ${className}`);
  sheet.table(
    [
      { title: "No.", width: 0.15 },
      { title: "Student", width: 0.85 },
    ],
    classList(className).map(({ number, listed }) => [number, listed]),
  );
  return sheet.close();
}
