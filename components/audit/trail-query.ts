import { AUDIT_ACTIONS, INSTALLATION_CHAIN } from "#lib/audit/constants.ts";
import { AUDIT_GROUPS, actionsIn } from "#lib/audit/groups.ts";
import type { TrailCursor, TrailFilter } from "#lib/audit/types.ts";
import { isDay, rangeEnd, rangeStart } from "#lib/documents/days.ts";

/** What an address of the trail says, as it says it; empty where it says nothing. */
export type TrailQuery = {
  person: string;
  file: string;
  student: string;
  /** One action, or a group of them. */
  action: string;
  refused: boolean;
  /** First and last day on the school's clock. */
  from: string;
  to: string;
};

export type TrailParam = keyof TrailQuery | "before";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CURSOR = /^(\d{12,15})_([0-9a-f-]{36})$/;

/** Reads the address of the page. An address is often typed or cut: what it says wrongly, it does not say. */
export function readTrailQuery(read: (name: TrailParam) => string | undefined): TrailQuery {
  const id = (name: TrailParam) => {
    const value = read(name) ?? "";
    return UUID.test(value) && value !== INSTALLATION_CHAIN ? value : "";
  };
  const day = (name: TrailParam) => {
    const value = read(name) ?? "";
    return isDay(value) ? value : "";
  };
  const asked = read("action");
  const action = [...AUDIT_GROUPS, ...AUDIT_ACTIONS].find((known) => known === asked) ?? "";
  const [from, to] = [day("from"), day("to")];
  return {
    person: id("person"),
    file: id("file"),
    student: id("student"),
    action,
    refused: read("refused") === "1",
    from,
    to: to !== "" && to < from ? "" : to,
  };
}

/** What the data layer is asked for. */
export function filterOf(query: TrailQuery, timeZone: string): TrailFilter {
  const { person, file, student, action, refused, from, to } = query;
  const group = AUDIT_GROUPS.find((known) => known === action);
  const single = AUDIT_ACTIONS.find((known) => known === action);
  return {
    ...(person !== "" && { personId: person }),
    ...(file !== "" && { documentId: file }),
    ...(student !== "" && { studentId: student }),
    ...(group && { actions: actionsIn(group) }),
    ...(single && { actions: [single] }),
    ...(refused && { isRefused: true }),
    ...(from !== "" && { from: rangeStart(from, timeZone) }),
    ...(to !== "" && { until: rangeEnd(to, timeZone) }),
  };
}

/** Where the address says that the page goes on; null for its beginning. */
export function readBefore(value: string | undefined): TrailCursor | null {
  const [, at = "", id = ""] = CURSOR.exec(value ?? "") ?? [];
  return UUID.test(id) ? { at: new Date(Number(at)), id } : null;
}

/** The address of the trail for a query, or of a part of it; what goes without saying is left out. */
export function trailHref(
  query: Partial<TrailQuery>,
  options: { before?: TrailCursor; path?: string; format?: string } = {},
): string {
  const { before, path = "/audit", format } = options;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === true) params.set(name, "1");
    else if (typeof value === "string" && value !== "") params.set(name, value);
  }
  if (before) params.set("before", `${before.at.getTime()}_${before.id}`);
  if (format) params.set("format", format);
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Whether anything is narrowed at all. */
export const isNarrowed = (query: TrailQuery): boolean => Object.values(query).some(Boolean);
