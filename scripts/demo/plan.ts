import { readFileSync } from "node:fs";
import type { Kind } from "#lib/documents/constants.ts";
import { type Calendar, endedTerms, schoolYear } from "#scripts/demo/dates.ts";
import { type Block, wordDocument, workbook } from "#scripts/demo/files/office.ts";
import {
  enrolmentForm,
  handbook,
  outingConsent,
  reportCard,
  supportPlan,
} from "#scripts/demo/files/pages.ts";
import { portrait, scene } from "#scripts/demo/files/pictures.ts";
import { bells } from "#scripts/demo/files/sound.ts";
import { CLASSES, classList, STUDENTS, type StaffName, type Student } from "#scripts/demo/people.ts";
import { diceFor } from "#scripts/demo/random.ts";

/** One file of the made-up school, and what is to become of it. */
export type PlannedFile = {
  filename: string;
  contentType: string;
  kind: Kind;
  by: StaffName;
  /** When it was uploaded, as the list is to say. */
  at: Date;
  title?: string;
  /** The number of the student whom it is about. */
  student?: string;
  /** Of a report: the part of the school year, and the year in which that began. */
  term?: { number: number; year: number };
  /** When its uploader put it into the trash. */
  trashedAt?: Date;
  make: () => Promise<Buffer> | Buffer;
};

const PDF = "application/pdf";
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const OFFICE = ["Marta Solís", "Marta Solís", "Ana Beltrán"] as const;
const TEACHERS = ["Javier Peña", "Hugh Carter"] as const;

const surnameFirst = ({ name }: Student) => {
  const [given = "", ...family] = name.split(" ");
  return `${family.join(" ")}, ${given}`;
};

function enrolments({ at, startYear }: Calendar): PlannedFile[] {
  return STUDENTS.map((student, order) => {
    const dice = diceFor(`enrolment date ${student.number}`);
    const began = order % 2 === 0 ? startYear : startYear - 1;
    const date = at(began, 9, dice.whole(2, 24), dice.whole(0, 479));
    return {
      filename: `Enrolment form - ${surnameFirst(student)}.pdf`,
      contentType: PDF,
      kind: "document",
      by: dice.pick(OFFICE),
      at: date,
      student: student.number,
      ...(order % 8 === 0 && { title: `Enrolment of ${student.name}, ${schoolYear(began)}` }),
      make: () => enrolmentForm(student, schoolYear(began), date),
    };
  });
}

function portraits({ at, startYear }: Calendar): PlannedFile[] {
  return STUDENTS.map((student) => {
    const dice = diceFor(`portrait date ${student.number}`);
    return {
      filename: `ID photo - ${surnameFirst(student)}.jpg`,
      contentType: "image/jpeg",
      kind: "document",
      by: dice.pick(OFFICE),
      at: at(startYear, 9, dice.whole(10, 28), dice.whole(0, 479)),
      student: student.number,
      make: () => portrait(student.number),
    };
  });
}

function reportCards(days: Calendar): PlannedFile[] {
  return endedTerms(days, 3).flatMap((term) =>
    STUDENTS.map((student): PlannedFile => {
      const dice = diceFor(`report date ${student.number} ${term.name}`);
      const date = days.at(term.year, term.month, dice.whole(16, 22), dice.whole(0, 479));
      const year = schoolYear(term.startYear);
      return {
        filename: `Report card ${term.name} ${year.replace("/", "-")} - ${surnameFirst(student)}.pdf`,
        contentType: PDF,
        kind: "report",
        by: "Marta Solís",
        at: date,
        student: student.number,
        term: { number: term.number, year: term.startYear },
        make: () => reportCard(student, term.name, year, date),
      };
    }),
  );
}

const OUTINGS = [
  { place: "Museo de Ciencias", month: 11, day: 5 },
  { place: "Granja escuela El Soto", month: 4, day: 17 },
] as const;

function outings({ at, startYear }: Calendar): PlannedFile[] {
  return OUTINGS.flatMap(({ place, month, day }, which) =>
    STUDENTS.filter((_, order) => order % 2 === which).map((student): PlannedFile => {
      const dice = diceFor(`outing date ${student.number}`);
      const date = at(startYear, month, day + dice.whole(0, 9), dice.whole(0, 479));
      return {
        filename: `Autorización ${place} - ${surnameFirst(student)}.pdf`,
        contentType: PDF,
        kind: "document",
        by: dice.pick(TEACHERS),
        at: date,
        student: student.number,
        make: () => outingConsent(student, place, date),
      };
    }),
  );
}

function plansAndHandbooks({ at, startYear }: Calendar): PlannedFile[] {
  const plans = STUDENTS.filter((_, order) => order % 5 === 2).map((student): PlannedFile => {
    const dice = diceFor(`support date ${student.number}`);
    const date = at(startYear, 10, dice.whole(1, 26), dice.whole(0, 479));
    return {
      filename: `Support plan - ${surnameFirst(student)}.pdf`,
      contentType: PDF,
      kind: "document",
      by: "Ana Beltrán",
      at: date,
      title: `Support plan ${schoolYear(startYear)}: ${student.name}, ${student.className}`,
      make: () => supportPlan(student, schoolYear(startYear), date),
    };
  });
  const handbooks = CLASSES.flatMap((className, order) =>
    [startYear, startYear - 1].map((began): PlannedFile => {
      const date = at(began, 9, 3 + order, 60 * order);
      return {
        filename: `Family handbook ${className} ${schoolYear(began).replace("/", "-")}.pdf`,
        contentType: PDF,
        kind: "document",
        by: "Ana Beltrán",
        at: date,
        make: () => handbook(className, schoolYear(began), date),
      };
    }),
  );
  return [...plans, ...handbooks];
}

const EVENTS = [
  { name: "Autumn walk", month: 10, day: 21 },
  { name: "Science fair", month: 2, day: 12 },
  { name: "Carnival", month: 2, day: 26 },
  { name: "Spring concert", month: 5, day: 8 },
  { name: "Sports day", month: 6, day: 5 },
  { name: "Christmas play", month: 12, day: 18 },
] as const;

function photographs({ at, startYear }: Calendar): PlannedFile[] {
  return EVENTS.flatMap(({ name, month, day }, which) =>
    [1, 2, 3, 4].map((number): PlannedFile => {
      const dice = diceFor(`photograph date ${name} ${number}`);
      const asPng = number === 4;
      const children = which % 2 === number % 2 ? dice.whole(6, 12) : 0;
      return {
        filename: `${name} ${number}.${asPng ? "png" : "jpg"}`,
        contentType: asPng ? "image/png" : "image/jpeg",
        kind: "media",
        by: dice.pick(TEACHERS),
        at: at(startYear, month, day, dice.whole(0, 479)),
        ...(number === 1 && { title: `${name}, the whole group` }),
        make: () => scene(`${name} ${number}`, children, asPng ? "png" : "jpeg"),
      };
    }),
  );
}

function minutes(className: string, subject: string, date: Date): Block[] {
  const people = classList(className).slice(0, 4);
  return [
    { heading: `Minutes: ${subject}, class ${className}` },
    {
      text: `Held on ${date.toISOString().slice(0, 10)} in the library, from 16.45 to 17.40. Javier Peña took the minutes.`,
    },
    { heading: "What was agreed" },
    {
      rows: [
        ["Point", "Who", "Until"],
        ["Reading corner is put in order", people[0]?.guardians[0] ?? "", "two weeks"],
        ["Outing: bus is asked for", "School office", "one week"],
        ["Costumes are collected", people[1]?.guardians[1] ?? "", "end of month"],
      ],
    },
    { text: "Next meeting: first Tuesday of next month, same place." },
  ];
}

function letters({ at, startYear }: Calendar): PlannedFile[] {
  return CLASSES.flatMap((className, order) =>
    ["Families' meeting", "Teachers' meeting", "Circular"].map((subject, which): PlannedFile => {
      const date = at(startYear - (which % 2), 2 + which * 4, 4 + order * 3, 70 * order + which);
      return {
        filename: `${subject} ${className} - ${date.toISOString().slice(0, 10)}.docx`,
        contentType: DOCX,
        kind: "document",
        by: which === 2 ? "Ana Beltrán" : "Javier Peña",
        at: date,
        make: () => wordDocument(minutes(className, subject, date)),
      };
    }),
  );
}

const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri"];

/** A register of one week: 1 where the student was there. */
export function register(className: string, name: string): (string | number)[][] {
  const dice = diceFor(`register ${className} ${name}`);
  const rows = classList(className).map(({ listed }) => {
    const there = WEEK.map(() => (dice.chance(0.95) ? 1 : 0));
    return [listed, ...there, there.reduce((sum: number, one) => sum + one, 0)];
  });
  return [["Student", ...WEEK, "Days"], ...rows];
}

function marks(className: string, term: string): Buffer {
  const dice = diceFor(`marks ${className} ${term}`);
  const mark = () => (dice.whole(9, 20) / 2).toFixed(1);
  const rows = classList(className).map(({ number, listed }) => [
    number,
    `"${listed}"`,
    mark(),
    mark(),
    mark(),
  ]);
  const lines = [["number", "student", "spanish", "mathematics", "english"], ...rows];
  return Buffer.from(lines.map((line) => `${line.join(",")}\r\n`).join(""));
}

function tables({ at, startYear }: Calendar): PlannedFile[] {
  return CLASSES.flatMap((className, order) => [
    ...[1, 2].map((which): PlannedFile => {
      const date = at(startYear, 8 + which, 18 + order, 90 * which);
      const name = `Attendance ${className} - week ${36 + which * 4 + order}`;
      return {
        filename: `${name}.xlsx`,
        contentType: XLSX,
        kind: "document",
        by: className === "3A" ? "Javier Peña" : "Hugh Carter",
        at: date,
        make: () => workbook(`Class ${className}`, register(className, name)),
      };
    }),
    {
      filename: `Marks ${className} - term ${1 + (order % 3)}.csv`,
      contentType: "text/csv",
      kind: "document",
      by: "Marta Solís",
      at: at(startYear, 3, 9 + order, 33 * order),
      make: () => marks(className, `term ${1 + (order % 3)}`),
    },
  ]);
}

/** What came in today and yesterday: a little of everything, for that is what the list shows first. */
function latest({ ago, startYear }: Calendar): PlannedFile[] {
  const [a, b, c, d] = [4, 11, 22, 33].map((at) => STUDENTS[at] as Student);
  if (!a || !b || !c || !d) throw new Error("There are too few students.");
  const photo = (filename: string, minutesAgo: number, by: StaffName): PlannedFile => ({
    filename,
    contentType: "image/jpeg",
    kind: "media",
    by,
    at: ago(minutesAgo),
    make: () => scene(`${filename} ${by}`, 0, "jpeg"),
  });
  const now = schoolYear(startYear);
  return [
    {
      filename: "Class photo 3A.jpg",
      contentType: "image/jpeg",
      kind: "media",
      by: "Javier Peña",
      at: ago(6),
      title: "Class 3A in the park",
      make: () => scene("class 3A today", 12, "jpeg"),
    },
    {
      filename: `Change of address - ${surnameFirst(a)}.pdf`,
      contentType: PDF,
      kind: "document",
      by: "Marta Solís",
      at: ago(24),
      make: () => enrolmentForm(a, now, ago(24)),
    },
    {
      filename: "Attendance 3A - this week.xlsx",
      contentType: XLSX,
      kind: "document",
      by: "Javier Peña",
      at: ago(51),
      make: () => workbook("Class 3A", register("3A", "this week")),
    },
    {
      filename: "Letter to families - winter outing.docx",
      contentType: DOCX,
      kind: "document",
      by: "Ana Beltrán",
      at: ago(95),
      make: () => wordDocument(minutes("3A", "winter outing", ago(95))),
    },
    {
      filename: `Autorización Planetario - ${surnameFirst(b)}.pdf`,
      contentType: PDF,
      kind: "document",
      by: "Hugh Carter",
      at: ago(130),
      make: () => outingConsent(b, "Planetario", ago(130)),
    },
    {
      filename: "Listening exercise - bells.wav",
      contentType: "audio/wav",
      kind: "media",
      by: "Hugh Carter",
      at: ago(190),
      make: () => bells([523.25, 659.25, 783.99, 659.25, 1046.5]),
    },
    photo("IMG_0412.jpg", 260, "Hugh Carter"),
    photo("IMG_0412.jpg", 275, "Javier Peña"),
    {
      filename: "Marks 3A - this term.csv",
      contentType: "text/csv",
      kind: "document",
      by: "Javier Peña",
      at: ago(1500),
      make: () => marks("3A", "this term"),
    },
    {
      filename: "Sports day - final run.mp4",
      contentType: "video/mp4",
      kind: "media",
      by: "Hugh Carter",
      at: ago(1640),
      title: "Sports day: the last metres",
      make: () => readFileSync(new URL("files/sports-day.mp4", import.meta.url)),
    },
    {
      filename: `Support plan (review) - ${surnameFirst(c)}.pdf`,
      contentType: PDF,
      kind: "document",
      by: "Ana Beltrán",
      at: ago(1725),
      make: () => supportPlan(c, now, ago(1725)),
    },
    {
      filename: `ID photo (new) - ${surnameFirst(d)}.jpg`,
      contentType: "image/jpeg",
      kind: "document",
      by: "Marta Solís",
      at: ago(1810),
      make: () => portrait(`${d.number} again`),
    },
    {
      filename: "School bell.wav",
      contentType: "audio/wav",
      kind: "media",
      by: "Ana Beltrán",
      at: ago(4400),
      make: () => bells([440, 554.37, 659.25]),
    },
  ];
}

/** What people threw away: copies and files of the wrong student, as it happens. */
function thrownAway({ ago, startYear }: Calendar): PlannedFile[] {
  return STUDENTS.filter((_, order) => order % 4 === 1).map((student, order): PlannedFile => {
    const trashedAt = ago(200 + order * 3300);
    const at = ago(260 + order * 3400 + order * order * 500);
    const isPicture = order % 3 === 0;
    return {
      filename: isPicture ? `Scan ${order + 1}.png` : `Copy of Enrolment form - ${surnameFirst(student)}.pdf`,
      contentType: isPicture ? "image/png" : PDF,
      kind: "document",
      by: "Marta Solís",
      at,
      trashedAt,
      make: () =>
        isPicture ? scene(`scan ${order}`, 0, "png") : enrolmentForm(student, schoolYear(startYear), at),
    };
  });
}

/** Every file of the made-up school, the same ones each time for the same calendar. */
export function planFiles(days: Calendar): PlannedFile[] {
  return [
    ...latest(days),
    ...enrolments(days),
    ...portraits(days),
    ...reportCards(days),
    ...outings(days),
    ...plansAndHandbooks(days),
    ...photographs(days),
    ...letters(days),
    ...tables(days),
    ...thrownAway(days),
  ];
}
