import { MAX_TERM, MAX_TYPE_SLUG } from "#lib/reports/constants.ts";
import { MAX_GROUP } from "#lib/students/constants.ts";

/** What an address can ask of the list of reports. */
export const REPORT_PARAMS = ["q", "type", "year", "term", "group", "student"] as const;
export type ReportParam = (typeof REPORT_PARAMS)[number];

/** What the list of reports shows; what is null does not narrow it. */
export type ReportQuery = {
  /** Any part of the file's name, or the words of a student's; empty for all. */
  q: string;
  /** The slug of a type. */
  type: string | null;
  year: number | null;
  term: number | null;
  /** The class or year group that a student is in now. */
  group: string | null;
  /** The id of a student. */
  student: string | null;
};

/** Every report, the newest first. */
export const ALL_REPORTS: ReportQuery = {
  q: "",
  type: null,
  year: null,
  term: null,
  group: null,
  student: null,
};

const MAX_SEARCH = 255;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SLUG = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

const clean = (text: string, max: number) =>
  Array.from(text.replaceAll("\0", "").toWellFormed()).slice(0, max).join("");

/** What an address asks for. An address is often typed or cut: what it says wrongly, it does not say. */
export function readReportQuery(read: (name: ReportParam) => string | null | undefined): ReportQuery {
  const type = read("type") ?? "";
  const year = read("year") ?? "";
  const term = Number(read("term") ?? "");
  const student = read("student")?.toLowerCase() ?? "";
  return {
    q: clean(read("q") ?? "", MAX_SEARCH),
    type: SLUG.test(type) && type.length <= MAX_TYPE_SLUG ? type : null,
    year: /^\d{4}$/.test(year) ? Number(year) : null,
    term: Number.isInteger(term) && term >= 1 && term <= MAX_TERM ? term : null,
    group: clean(read("group") ?? "", MAX_GROUP) || null,
    student: UUID.test(student) ? student : null,
  };
}

/** What an address says for this query; null for what goes without saying. */
export function writeReportQuery(query: ReportQuery): Record<ReportParam, string | null> {
  const { q, type, year, term, group, student } = query;
  return {
    q: q || null,
    type,
    year: year === null ? null : String(year),
    term: term === null ? null : String(term),
    group,
    student,
  };
}

/** Whether anything narrows the list, the search included. */
export function isNarrowed(query: ReportQuery): boolean {
  return Object.values(writeReportQuery(query)).some((value) => value !== null);
}
