import fc from "fast-check";
import { expect, test } from "vitest";
import type { Candidate } from "#lib/reports/match/evidence.ts";
import { commonWords, type Match, type MatchFile, matchFiles } from "#lib/reports/match/match.ts";
import { studentWith } from "#lib/testing/candidates.ts";

const ana = studentWith("Ana", "Ruiz Gómez", "A-1023", "3º A");
const luis = studentWith("Luis", "Ruiz Peña", "A-1024", "3º A");
const anne = studentWith("Anne-Marie", "O’Brien", "20251", "Oak");
const soren = studentWith("Søren", "Müller", "4711", null);
const short = studentWith("Eva", "Gil", "12", null);
const school = [ana, luis, anne, soren, short];

const said = (match: Match | undefined) => {
  if (match?.is === "certain") return `${match.by}: ${match.student.givenName}`;
  return match?.is === "ambiguous" ? match.candidates.map(({ givenName }) => givenName).join("?") : "nobody";
};
const one = (file: string | MatchFile, students: readonly Candidate[] = school, common: string[] = []) =>
  said(matchFiles([typeof file === "string" ? { name: file } : file], students, common)[0]);

test.each([
  ["A-1023.pdf", "id: Ana"],
  ["a1023_report_2025.PDF", "id: Ana"],
  ["Ruiz Gómez, Ana.pdf", "name: Ana"],
  ["ruiz_gomez_ana.pdf", "name: Ana"],
  ["Ana Ruiz Gómez - Report card Term 1 2025-26.pdf", "name: Ana"],
  ["ANA-RUIZ-GOMEZ.pdf", "name: Ana"],
  ["AnaRuizGomez.pdf", "name: Ana"],
  ["Report_2025_T1_3A_Ruiz Gómez_2025_Ana.pdf", "name: Ana"],
  ["Ruiz Go\u0301mez, Ana (1).pdf", "name: Ana"],
  ["OBrien Anne Marie.pdf", "name: Anne-Marie"],
  ["o'brien_annemarie.pdf", "name: Anne-Marie"],
  ["Anne-Marie O’Brien Oak.pdf", "name: Anne-Marie"],
  ["soren muller.pdf", "name: Søren"],
  // Those whom a part of the name could mean are asked about.
  ["Ruiz.pdf", "Ana?Luis"],
  ["Ruiz, Ana.pdf", "Ana"],
  ["Eva Gil.pdf", "name: Eva"],
  // A name that goes on is perhaps another's.
  ["Eva Gil Torres.pdf", "Eva"],
  ["Maria Eva Gil.pdf", "Eva"],
  // An id that could be anything else.
  ["12.pdf", "Eva"],
  ["2025 1.pdf", "nobody"],
  ["20251.pdf", "id: Anne-Marie"],
  // Of an id and another's name one is wrong.
  ["A-1023 Luis Ruiz Peña.pdf", "Ana?Luis"],
  ["Ana Ruiz Gómez and Luis Ruiz Peña.pdf", "Ana?Luis"],
  ["scan0001.pdf", "nobody"],
  ["Ana.pdf", "nobody"],
  [".pdf", "nobody"],
])("%s is %s's", (name, expected) => {
  expect(one(name)).toBe(expected);
});

test("two students of one name are told apart by an id alone", () => {
  const other = studentWith("Ana", "Ruiz Gómez", "A-2000", "5º B");
  const both = [ana, other];
  expect(one("Ruiz Gómez, Ana.pdf", both)).toBe("Ana?Ana");
  expect(said(matchFiles([{ name: "Ruiz Gómez, Ana A-2000.pdf" }], both)[0])).toBe("id: Ana");
  const [match] = matchFiles([{ name: "A-2000 Ana Ruiz Gómez.pdf" }], both);
  expect(match).toMatchObject({ is: "certain", student: { id: other.id } });
});

test("a name that is a part of another's gives way to it", () => {
  const less = studentWith("Ana", "Ruiz", null, null);
  expect(one("Ana Ruiz Gómez.pdf", [less, ana])).toBe("name: Ana");
  expect(matchFiles([{ name: "Ana Ruiz Gómez.pdf" }], [less, ana])[0]).toMatchObject({
    student: { id: ana.id },
  });
  expect(matchFiles([{ name: "Ana Ruiz.pdf" }], [less, ana])[0]).toMatchObject({
    is: "certain",
    student: { id: less.id },
  });
  expect(one("Ana Ruiz Gómez.pdf", [less])).toBe("Ana");
});

test("a page's text decides where the name says nothing, and not against it", () => {
  const page = "Colegio Norte\nReport card 2025\nStudent: Ana Ruiz Gómez\nClass 3º A";
  expect(one({ name: "scan0001.pdf", text: page })).toBe("text: Ana");
  expect(one({ name: "Ruiz.pdf", text: page })).toBe("text: Ana");
  expect(one({ name: "Gil.pdf", text: page })).toBe("Ana?Eva");
  expect(one({ name: "Eva Gil.pdf", text: page })).toBe("name: Eva");
  // A number on a page is not somebody's id yet.
  expect(one({ name: "scan.pdf", text: "Madrid 4711" })).toBe("nobody");
  expect(one({ name: "scan.pdf", text: "Müller, S.\nNo. 4711" })).toBe("text: Søren");
  expect(one({ name: "scan.pdf", text: "Ana Ruiz Gómez\nLuis Ruiz Peña" })).toBe("Ana?Luis");
  // Words of two lines are no name.
  expect(one({ name: "scan.pdf", text: "Eva\nGil" })).toBe("nobody");
  expect(one({ name: "scan.pdf", text: "Eva Gil has made good progress.\nName: Eva Gil\nClass" })).toBe(
    "text: Eva",
  );
});

test("what all files of a drop have in common belongs to nobody", () => {
  const names = Array.from({ length: 12 }, (_, at) => `Northfield Carter ${at} x${at}.pdf`);
  expect(commonWords(names)).toEqual(["northfield", "carter"]);
  expect(commonWords(names.slice(0, 9))).toEqual([]);
  expect(one("Northfield Eva Gil.pdf")).toBe("Eva");
  expect(one("Northfield Eva Gil.pdf", school, ["northfield"])).toBe("name: Eva");
});

const SYLLABLES = [
  "ka",
  "lo",
  "mi",
  "ñu",
  "té",
  "søn",
  "vé",
  "ré",
  "dö",
  "ça",
  "ши",
  "λό",
  "wu",
  "zha",
  "ĺe",
];
const word = fc
  .array(fc.constantFrom(...SYLLABLES), { minLength: 2, maxLength: 4 })
  .map((parts) => parts.join(""));
const name = fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(" "));
const student = fc
  .tuple(name, name, fc.option(fc.integer({ min: 10_000, max: 99_999 }).map((number) => `S${number}`)))
  .map(([given, family, external]) => studentWith(given, family, external, null));
const students = fc.uniqueArray(student, { minLength: 1, maxLength: 8, selector: ({ id }) => id });

const STYLES: readonly ((of: Candidate) => string)[] = [
  ({ externalId, givenName, familyName }) => externalId ?? `${givenName} ${familyName}`,
  ({ givenName, familyName }) => `${familyName}, ${givenName}`,
  ({ givenName, familyName }) => `${givenName}_${familyName}`,
  ({ givenName, familyName }) => `${givenName} ${familyName}`,
];
const AROUND: readonly ((middle: string) => string)[] = [
  (middle) => `${middle}.pdf`,
  (middle) => `Report card ${middle} 2025-26 Term 1.pdf`,
  (middle) => `2025_T2_${middle}_final.PDF`,
  (middle) => `${middle} (2).pdf`,
];
const REWRITTEN: readonly ((name: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize("NFD"),
  (text) => text.normalize("NFC"),
  (text) => text.normalize("NFD").replace(/\p{Mark}/gu, ""),
  (text) => text.replaceAll(" ", "_"),
  (text) => text.replaceAll(/[ _]/g, "-"),
  (text) => text.replaceAll(/[ _]/g, " - "),
];

const spelled = ({ givenName, familyName }: Candidate) => new Set(`${givenName} ${familyName}`.split(" "));

test("a file is never certain to be another's than whose name it bears, and of none where two bear it", () => {
  fc.assert(
    fc.property(
      students,
      fc.nat(),
      fc.constantFrom(...STYLES),
      fc.constantFrom(...AROUND),
      fc.boolean(),
      (all, pick, style, around, twice) => {
        const meant = all[pick % all.length] as Candidate;
        const twin = { ...meant, id: "twin", externalId: null };
        const file = around(style({ ...meant, externalId: twice ? null : meant.externalId }));
        const [match] = matchFiles([{ name: file }], twice ? [...all, twin] : all);
        if (twice) expect(match?.is).not.toBe("certain");
        else if (match?.is === "certain") {
          const [theirs, ours] = [spelled(match.student), spelled(meant)];
          // Only who is called exactly as well, or who it is.
          expect(match.student.id === meant.id || [...theirs].every((part) => ours.has(part))).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("who alone is called so is certain in every style", () => {
  fc.assert(
    fc.property(student, fc.constantFrom(...STYLES), fc.constantFrom(...AROUND), (only, style, around) => {
      expect(matchFiles([{ name: around(style(only)) }], [only])[0]).toMatchObject({
        is: "certain",
        student: { id: only.id },
      });
    }),
  );
});

test("case, accents, normal forms and what stands between words change nothing", () => {
  fc.assert(
    fc.property(
      students,
      fc.nat(),
      fc.constantFrom(...STYLES),
      fc.constantFrom(...AROUND),
      fc.constantFrom(...REWRITTEN),
      (all, pick, style, around, rewrite) => {
        const file = around(style(all[pick % all.length] as Candidate));
        expect(matchFiles([{ name: rewrite(file) }], all)).toEqual(matchFiles([{ name: file }], all));
      },
    ),
    { numRuns: 500 },
  );
});

test("in whichever order students come, the same is found", () => {
  fc.assert(
    fc.property(students, fc.nat(), fc.constantFrom(...STYLES), (all, pick, style) => {
      const file = { name: `${style(all[pick % all.length] as Candidate)}.pdf` };
      const [first, second] = [matchFiles([file], all)[0], matchFiles([file], all.toReversed())[0]];
      expect(first?.is).toBe(second?.is);
      if (first?.is === "certain") expect(second).toEqual(first);
    }),
  );
});
