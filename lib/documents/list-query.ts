import { KINDS, type Kind } from "#lib/documents/constants.ts";
import { dayAt, isDay } from "#lib/documents/days.ts";
import { FAMILIES, type TypeFamily, typeFamily } from "#lib/documents/family.ts";
import { NEWEST, readSort, type Sort, sameSort, writeSort } from "#lib/documents/sort.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** What an address can ask of the list. */
export const LIST_PARAMS = ["q", "type", "kind", "from", "to", "by", "class", "year", "tag", "sort"] as const;
export type ListParam = (typeof LIST_PARAMS)[number];

/** What the list of documents shows; what is null does not narrow it. */
export type ListQuery = {
  /** Any part of the name; empty for all. */
  q: string;
  type: TypeFamily | null;
  kind: Kind | null;
  /** First and last day on the school's clock, such as 2026-11-22. */
  from: string | null;
  to: string | null;
  /** The id of who added it, or `me`. */
  by: string | null;
  /** The id of a record class. */
  recordClass: string | null;
  year: number | null;
  /** The id of a tag. */
  tag: string | null;
  sort: Sort;
};

/** Everything, newest first. */
export const WHOLE_LIST: ListQuery = {
  q: "",
  type: null,
  kind: null,
  from: null,
  to: null,
  by: null,
  recordClass: null,
  year: null,
  tag: null,
  sort: NEWEST,
};

const MAX_SEARCH = 255;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const uuid = (value: string | null | undefined) => {
  const id = value?.toLowerCase();
  return id && UUID.test(id) ? id : null;
};
const day = (value: string | null | undefined) => (value && isDay(value) ? value : null);

/** What an address asks for. An address is often typed or cut: what it says wrongly, it does not say. */
export function readListQuery(read: (name: ListParam) => string | null | undefined): ListQuery {
  const by = read("by");
  const year = read("year");
  return {
    q: Array.from((read("q") ?? "").replaceAll("\0", "").toWellFormed())
      .slice(0, MAX_SEARCH)
      .join(""),
    type: FAMILIES.find((family) => family === read("type")) ?? null,
    kind: KINDS.find((kind) => kind === read("kind")) ?? null,
    from: day(read("from")),
    to: day(read("to")),
    by: by === "me" ? by : uuid(by),
    recordClass: uuid(read("class")),
    year: year && /^\d{4}$/.test(year) ? Number(year) : null,
    tag: uuid(read("tag")),
    sort: readSort(read("sort")),
  };
}

/** What an address says for this query; null for what goes without saying. */
export function writeListQuery(query: ListQuery): Record<ListParam, string | null> {
  const { q, recordClass, year, sort, ...others } = query;
  return {
    ...others,
    q: q || null,
    class: recordClass,
    year: year === null ? null : String(year),
    sort: sameSort(sort, NEWEST) ? null : writeSort(sort),
  };
}

/** One text for each query: two are the same when their keys are. */
export function listKey(query: ListQuery): string {
  return JSON.stringify(writeListQuery(query));
}

/** Whether anything narrows the list, the search included. */
export function isNarrowed(query: ListQuery): boolean {
  return listKey({ ...query, sort: NEWEST }) !== listKey(WHOLE_LIST);
}

/**
 * Whether a document fits all but the search, for those that arrive while the list is on the page. What has been said
 * of them is not known here: where the list is narrowed by that, they come with its next page.
 */
export function fitsFilters(
  item: Pick<DocumentItem, "contentType" | "kind" | "uploadedAt" | "uploadedBy">,
  query: ListQuery,
  reader: { userId: string; timeZone: string },
): boolean {
  const { type, kind, from, to, by, recordClass, year, tag } = query;
  const uploaded = dayAt(new Date(item.uploadedAt), reader.timeZone);
  return (
    (recordClass ?? year ?? tag) === null &&
    (type === null || typeFamily(item.contentType) === type) &&
    (kind === null || item.kind === kind) &&
    (from === null || uploaded >= from) &&
    (to === null || uploaded <= to) &&
    (by === null || item.uploadedBy?.id === (by === "me" ? reader.userId : by))
  );
}
