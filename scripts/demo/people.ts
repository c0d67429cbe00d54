import type { Role } from "#lib/auth/permissions.ts";
import { diceFor } from "#scripts/demo/random.ts";

/** A made-up school: no place has this postcode, no telephone this number, and example.org is nobody's (RFC 2606). */
export const SCHOOL = {
  name: "Colegio San Isidro",
  slug: "san-isidro",
  timeZone: "Europe/Madrid",
  locale: "en",
  address: "Calle de la Encina 12, 99012 Villasol",
  phone: "555 000 012",
  email: "office@sanisidro.example.org",
} as const;

/** One password for everybody: there is nothing behind it but made-up files on this machine. */
export const PASSWORD = "made-up-school";

export type Staff = { name: string; email: string; role: Role; duty: string };

const mail = (name: string) => `${name}@sanisidro.example.org`;

/** Those who sign in; the first of each role is shown to the person at the terminal. */
export const STAFF = [
  { name: "Ana Beltrán", email: mail("ana"), role: "administrator", duty: "head teacher" },
  { name: "Marta Solís", email: mail("marta"), role: "registrar", duty: "school office" },
  { name: "Javier Peña", email: mail("javier"), role: "teacher", duty: "class 3A" },
  { name: "Hugh Carter", email: mail("hugh"), role: "teacher", duty: "English and music" },
  { name: "Rosa Iglesias", email: mail("rosa"), role: "viewer", duty: "school inspector" },
] as const satisfies readonly Staff[];

export type StaffName = (typeof STAFF)[number]["name"];

const GIVEN = [
  ["Lucía", "Martina", "Sofía", "Valeria", "Julia", "Paula", "Emma", "Daniela", "Carla", "Alma"],
  ["Noa", "Irene", "Elena", "Inés", "Vera", "Ariadna", "Aitana", "Nadia", "Olivia", "Zoe"],
  ["Hugo", "Mateo", "Martín", "Leo", "Daniel", "Álvaro", "Pablo", "Manuel", "Adrián", "Diego"],
  ["Bruno", "Mario", "Íñigo", "Gael", "Oliver", "Thiago", "Samuel", "Izan", "Rodrigo", "Unai"],
].flat();

const FAMILY = [
  ["Ruiz", "Ortega", "Núñez", "Vidal", "Castaño", "Herrera", "Muñoz", "Ibáñez", "Cano", "Peralta"],
  ["Lozano", "Garrido", "Ferrer", "Walker", "Serrano", "Domínguez", "Reyes", "Haddad", "Crespo", "Quintana"],
].flat();

const CLASSES = ["1A", "2A", "3A", "4A"] as const;

export type Student = {
  name: string;
  /** Family names first, as lists are kept. */
  listed: string;
  className: (typeof CLASSES)[number];
  number: string;
  born: Date;
  guardians: [string, string];
  street: string;
};

function student(given: string, at: number): Student {
  const dice = diceFor(`student ${at}`);
  const [first, second] = [dice.pick(FAMILY), dice.pick(FAMILY)];
  const grade = at % CLASSES.length;
  return {
    name: `${given} ${first} ${second}`,
    listed: `${first} ${second}, ${given}`,
    className: CLASSES[grade] ?? "1A",
    number: String(2401 + at),
    born: new Date(Date.UTC(2019 - grade, dice.whole(0, 11), dice.whole(1, 28))),
    guardians: [`${dice.pick(GIVEN)} ${first}`, `${dice.pick(GIVEN)} ${second}`],
    street: `${dice.pick(["Calle del Olmo", "Avenida de la Feria", "Plaza Nueva", "Calle Molino", "Paseo del Río"])} ${dice.whole(1, 80)}`,
  };
}

/** The forty students. */
export const STUDENTS: readonly Student[] = GIVEN.map(student);

/** Those of a class, in the order of its list. */
export function classList(className: string): Student[] {
  return STUDENTS.filter((one) => one.className === className).sort((a, b) =>
    a.listed.localeCompare(b.listed, "es"),
  );
}

export { CLASSES };
