import type { Role } from "#lib/auth/permissions.ts";
import type { StaffField } from "#lib/members/import/constants.ts";

/** A row of the file: its number, the header being 1, and the cells of the columns that mean something. */
export type StaffRow = { row: number; cells: Partial<Record<StaffField, string>> };

/** What is wrong with a row; the words are under `staffImport.problems`. */
export type StaffProblem =
  | "required"
  | "name"
  | "email"
  | "role"
  | "yes_or_no"
  | "not_grantable"
  | "repeated";

/** Whom a row asks for. */
export type Wanted = { name: string; email: string; role: Role; restricted: boolean };

/** What an import would do with a row. */
export type PlannedStaff = { row: number; name: string; email: string } & (
  | ({ is: "invite" } & Wanted)
  | { is: "here" | "invited" }
  /** Here with a role that is not the file's: roles are changed one by one, and never by a file. */
  | { is: "other_role"; has: Role; asked: Role }
  | { is: "error"; problems: { field: StaffField | null; problem: StaffProblem }[] }
);

/** All that an import would do, and a seal: what is done is what was shown, or nothing. */
export type StaffPlan = { rows: PlannedStaff[]; seal: string };

/** An invitation to be handed over: its secret is told this once. */
export type HandedOver = { name: string; email: string; role: Role; secret: string };

/** What an import came to: how many were invited, and their links where no mail goes to them. */
export type StaffImported = { invited: number; mailed: boolean; links: HandedOver[] };
