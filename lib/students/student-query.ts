import { MAX_GROUP, STUDENT_STATUSES, type StudentStatus } from "#lib/students/constants.ts";

/** What an address can ask of the list of students. */
export const STUDENT_PARAMS = ["q", "group", "status", "missing"] as const;
export type StudentParam = (typeof STUDENT_PARAMS)[number];

/** What the list shows. */
export type StudentQuery = {
  /** Words that names and external id have; empty for all. */
  q: string;
  group: string | null;
  status: StudentStatus;
  /** To whom something of the checklist is missing: `any`, or the id of an item; null for all. */
  missing: string | null;
};

/** All who are at the school. */
export const ALL_ENROLLED: StudentQuery = { q: "", group: null, status: "enrolled", missing: null };

const MAX_SEARCH = 255;
const MISSING = /^(any|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

const clean = (text: string, max: number) =>
  Array.from(text.replaceAll("\0", "").toWellFormed()).slice(0, max).join("");

/** What an address asks for. An address is often typed or cut: what it says wrongly, it does not say. */
export function readStudentQuery(read: (name: StudentParam) => string | null | undefined): StudentQuery {
  return {
    q: clean(read("q") ?? "", MAX_SEARCH),
    group: clean(read("group") ?? "", MAX_GROUP) || null,
    status: STUDENT_STATUSES.find((status) => status === read("status")) ?? "enrolled",
    missing: MISSING.exec(read("missing") ?? "")?.[0] ?? null,
  };
}

/** What an address says for this query; null for what goes without saying. */
export function writeStudentQuery({
  q,
  group,
  status,
  missing,
}: StudentQuery): Record<StudentParam, string | null> {
  return { q: q || null, group, status: status === "enrolled" ? null : status, missing };
}
