import { expect, test } from "vitest";
import { PERMISSIONS, permissionFor, ROLE_PERMISSIONS, ROLES, type Role } from "#lib/auth/permissions.ts";
import { KINDS } from "#lib/documents/constants.ts";

/** The table of DESIGN, "Permissions", written out: y, own (what one uploaded oneself), or nothing. */
const TABLE: Record<string, Record<Role, "y" | "own" | "">> = {
  ...cellsOf(["documents", "reports", "media", "messages", "students"], "read", ["y", "y", "y", "y"]),
  ...cellsOf(["documents", "media", "messages"], "write", ["y", "y", "y", ""]),
  ...cellsOf(["reports", "students"], "write", ["y", "y", "", ""]),
  ...cellsOf(["documents", "media", "messages"], "delete", ["y", "y", "own", ""]),
  // Who may not write them has none of their own.
  ...cellsOf(["reports", "students"], "delete", ["y", "y", "", ""]),
  ...cellsOf(["restricted"], "read", ["y", "", "", ""]),
  ...cellsOf(["trash"], "purge", ["y", "", "", ""]),
  ...cellsOf(["usage"], "read", ["y", "y", "", ""]),
  ...cellsOf(["audit"], "read", ["y", "", "", ""]),
  ...cellsOf(["members", "tokens", "settings"], "manage", ["y", "", "", ""]),
};

function cellsOf(subjects: string[], verb: string, cells: ["y" | "own" | "", ...("y" | "own" | "")[]]) {
  const byRole = Object.fromEntries(ROLES.map((role, at) => [role, cells[at] ?? ""]));
  return Object.fromEntries(subjects.map((subject) => [`${subject}:${verb}`, byRole as Record<Role, "y">]));
}

test.each(ROLES)("a %s may do exactly what the design's table says", (role) => {
  const may: ReadonlySet<string> = ROLE_PERMISSIONS[role];
  const cells = Object.entries(TABLE).map(([permission, row]) => ({ permission, cell: row[role] }));
  const whole = cells.filter(({ cell }) => cell === "y").map(({ permission }) => permission);
  const own = cells
    .filter(({ permission, cell }) => permission.endsWith(":delete") && cell !== "")
    .map(({ permission }) => `${permission}_own`);
  expect([...may].sort()).toEqual([...whole, ...own].sort());
});

test("the table and the list of permissions name the same things", () => {
  const listed = PERMISSIONS.filter((name) => !name.endsWith(":delete_own"));
  expect([...listed].sort()).toEqual(Object.keys(TABLE).sort());
});

test("each kind of file stands under one heading", () => {
  expect(KINDS.map((kind) => permissionFor(kind, "write"))).toEqual([
    "documents:write",
    "reports:write",
    "media:write",
    "messages:write",
  ]);
});
