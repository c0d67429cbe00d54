import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROLES } from "#lib/auth/permissions.ts";
import { guessStaffColumns, staffRowsOf } from "#lib/members/import/columns.ts";
import { type KnownAddress, planStaff } from "#lib/members/import/plan.ts";
import type { PlannedStaff } from "#lib/members/import/types.ts";
import { roleOf, yesOrNo } from "#lib/members/import/words.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const ANA: KnownAddress = {
  email: "ana@example.org",
  member: { role: "teacher", canSignIn: true, suspended: false },
  invited: false,
};
const ASKED: KnownAddress = { email: "leo@example.org", member: null, invited: true };
const IMPORTED: KnownAddress = {
  email: "eva@example.org",
  member: { role: "viewer", canSignIn: false, suspended: false },
  invited: false,
};
const AWAY: KnownAddress = {
  email: "pau@example.org",
  member: { role: "viewer", canSignIn: false, suspended: true },
  invited: false,
};

/** The plan of a file with these lines, the first its header. */
function planned(known: readonly KnownAddress[], header: string, ...lines: string[]): PlannedStaff[] {
  const cells = lines.map((line) => line.split(";"));
  return planStaff(staffRowsOf(cells, guessStaffColumns(header.split(";"))), known);
}
const brief = (rows: readonly PlannedStaff[]) =>
  rows.map((row) =>
    row.is === "error" ? row.problems.map(({ field, problem }) => `${field}: ${problem}`).join() : row.is,
  );
const HEADER = "Nombre;Correo electrónico;Función;Ve archivos restringidos";

test("what the pages call the roles, the files may call them too", () => {
  for (const { roles, staffImport } of [en, es]) {
    expect(ROLES.map((role) => roleOf(roles[role].toUpperCase()))).toEqual(ROLES);
    expect([yesOrNo(staffImport.yes), yesOrNo(staffImport.no)]).toEqual([true, false]);
    expect(guessStaffColumns(Object.values(staffImport.fields))).toEqual({
      name: 0,
      email: 1,
      role: 2,
      restricted: 3,
    });
  }
});

test.each([
  ["Profesora", "teacher"],
  ["  maestro ", "teacher"],
  ["Secretaría", "registrar"],
  ["Read-only", "viewer"],
  ["head of everything", null],
  ["", null],
  ["constructor", null],
])("the role %j is %j", (text, role) => expect(roleOf(text)).toBe(role));

describe("a row", () => {
  test.each([
    ["of somebody new is an invitation", "Mía Sol;mia@example.org;docente;", ["invite"]],
    ["may grant sight of restricted files", "Mía Sol;mia@example.org;docente;Sí", ["invite"]],
    ["of a member is let be, in whatever case", "Ana;ANA@example.org;docente;", ["here"]],
    ["never changes a role", "Ana;ana@example.org;administración;", ["other_role"]],
    ["is not invited twice", "Leo;leo@example.org;lectura;", ["invited"]],
    ["of a member without a password is an invitation", "Eva;eva@example.org;viewer;", ["invite"]],
    ["of a member who is suspended is let be", "Pau;pau@example.org;viewer;", ["here"]],
    ["of one, with another role, is none", "Eva;eva@example.org;teacher;", ["other_role"]],
    ["without anything says all that it lacks", ";;;x", ["name: required,email: required,role: required"]],
    ["has an address", "Mía;mia at example.org;docente;", ["email: email"]],
    ["has a role that there is", "Mía;mia@example.org;jefa;", ["role: role"]],
    ["says yes or no", "Mía;mia@example.org;docente;quizás", ["restricted: yes_or_no"]],
    ["grants what its role can have", "Mía;mia@example.org;lectura;sí", ["restricted: not_grantable"]],
    ["has a name that can be kept", `${"a".repeat(121)};mia@example.org;docente;`, ["name: name"]],
  ])("%s", (_what, line, expected) => {
    expect(brief(planned([ANA, ASKED, IMPORTED, AWAY], HEADER, line))).toEqual(expected);
  });

  test("that is wrong keeps no other back, and an address is in a file once", () => {
    const lines = [
      "Mía;mia@example.org;docente;",
      ";no@example.org;docente;",
      "Mía Sol;MIA@example.org;lectura;",
      ";;;",
      "Sol;sol@example.org;lectura;no",
    ];
    const rows = planned([], HEADER, ...lines);
    expect(brief(rows)).toEqual(["invite", "name: required", "null: repeated", "invite"]);
    expect(rows.map(({ row }) => row)).toEqual([2, 3, 4, 6]);
  });
});

test("whoever was invited is not invited again by the same file", () => {
  const email = fc.constantFrom("ana@example.org", "LEO@example.org", "mia@example.org", "not one", "");
  const cells = fc.record({
    name: fc.constantFrom("Ana", "", "Mía"),
    email,
    role: fc.constantFrom("docente", "viewer", "Registrar", "none"),
    restricted: fc.constantFrom("", "sí", "no", "?"),
  });
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 12 }), (file) => {
      const rows = file.map((one, at) => ({ row: at + 2, cells: one }));
      const known = [ANA, ASKED];
      const first = planStaff(rows, known);
      expect(first.map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
      const invited = first.flatMap((row) => (row.is === "invite" ? [row.email.toLowerCase()] : []));
      expect(new Set(invited).size).toBe(invited.length);
      const after = [...known, ...invited.map((one) => ({ email: one, member: null, invited: true }))];
      expect(planStaff(rows, after).filter(({ is }) => is === "invite")).toEqual([]);
    }),
  );
});
