import { isGrantable, type Role } from "#lib/auth/permissions.ts";
import { email as anEmail, personName } from "#lib/auth/schema.ts";
import { STAFF_FIELDS, type StaffField } from "#lib/members/import/constants.ts";
import type { PlannedStaff, StaffProblem, StaffRow, Wanted } from "#lib/members/import/types.ts";
import { roleOf, yesOrNo } from "#lib/members/import/words.ts";

/** What is known of an address in the school: who has it, and whether they were asked already. */
export type KnownAddress = {
  /** Lower-case. */
  email: string;
  member: { role: Role; canSignIn: boolean; suspended: boolean } | null;
  /** Whether an invitation waits that is still good. */
  invited: boolean;
};

type Problems = Partial<Record<StaffField, StaffProblem>>;

const cellOf = ({ cells }: StaffRow, field: StaffField) => cells[field]?.trim() ?? "";

function read(row: StaffRow): { wanted: Wanted | null; problems: Problems } {
  const [name, email, role] = [cellOf(row, "name"), cellOf(row, "email"), roleOf(cellOf(row, "role"))];
  const restricted = yesOrNo(cellOf(row, "restricted"));
  const problems: Problems = {};
  if (name === "") problems.name = "required";
  else if (!personName.safeParse(name).success) problems.name = "name";
  if (email === "") problems.email = "required";
  else if (!anEmail.safeParse(email).success) problems.email = "email";
  if (role === null) problems.role = cellOf(row, "role") === "" ? "required" : "role";
  if (restricted === null) problems.restricted = "yes_or_no";
  else if (restricted && role !== null && !isGrantable(role)) problems.restricted = "not_grantable";
  const isGood = Object.keys(problems).length === 0;
  if (!isGood || role === null || restricted === null) return { wanted: null, problems };
  return { wanted: { name, email, role, restricted }, problems };
}

/**
 * What an import of these rows would do, in their order. Pure: the same rows over the same school give the same. A row
 * that is wrong does not keep the others back.
 * @param known at least all whose addresses are in the rows.
 */
export function planStaff(rows: readonly StaffRow[], known: readonly KnownAddress[]): PlannedStaff[] {
  const byEmail = new Map(known.map((one) => [one.email, one]));
  const met = new Set<string>();
  return rows.map((row): PlannedStaff => {
    const shown = { row: row.row, name: cellOf(row, "name"), email: cellOf(row, "email") };
    const { wanted, problems } = read(row);
    if (wanted === null) {
      const list = STAFF_FIELDS.flatMap((field) => {
        const problem = problems[field];
        return problem === undefined ? [] : [{ field, problem }];
      });
      return { ...shown, is: "error", problems: list };
    }
    const address = wanted.email.toLowerCase();
    if (met.has(address)) return { ...shown, is: "error", problems: [{ field: null, problem: "repeated" }] };
    met.add(address);
    const { member, invited } = byEmail.get(address) ?? { member: null, invited: false };
    if (member !== null && member.role !== wanted.role) {
      return { ...shown, is: "other_role", has: member.role, asked: wanted.role };
    }
    if (member?.canSignIn || member?.suspended) return { ...shown, is: "here" };
    return invited ? { ...shown, is: "invited" } : { row: row.row, is: "invite", ...wanted };
  });
}
