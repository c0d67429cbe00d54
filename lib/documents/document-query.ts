import "server-only";
import type { DocumentQuery } from "#lib/documents/data.ts";
import { rangeEnd, rangeStart } from "#lib/documents/days.ts";
import type { ListQuery } from "#lib/documents/list-query.ts";

/** What the data layer is asked for when an address asks for `query`, its days counted on the school's clock. */
export function documentQuery(query: ListQuery, timeZone: string): Omit<DocumentQuery, "view"> {
  const { q, type, kind, from, to, by, recordClass, year, tag, sort } = query;
  return {
    q: q || undefined,
    type: type ?? undefined,
    kind: kind ?? undefined,
    from: from === null ? undefined : rangeStart(from, timeZone),
    to: to === null ? undefined : rangeEnd(to, timeZone),
    by: by ?? undefined,
    recordClass: recordClass ?? undefined,
    year: year ?? undefined,
    tag: tag ?? undefined,
    sort,
  };
}
