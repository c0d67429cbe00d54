import { presentDocument } from "#lib/api/document.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { listDocuments } from "#lib/api/operations/documents.ts";
import { apiRoute } from "#lib/api/route.ts";
import { rangeEnd, rangeStart } from "#lib/documents/days.ts";
import { namedFilters } from "#lib/documents/named-filters.data.ts";
import { listDocumentRecords } from "#lib/documents/records.data.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(listDocuments, async ({ actor, query }) => {
    const wanted = await namedFilters(actor, { recordClass: query.record_class, tag: query.tag });
    // A tag that the school has not is on no document.
    if (wanted === null) return Response.json({ data: [], next_cursor: null });
    const page = await listDocumentRecords(actor, {
      kind: query.kind,
      q: query.q,
      ...wanted,
      reportType: query.report_type,
      year: query.year,
      term: query.term,
      student: query.student_id,
      from: query.from === undefined ? undefined : rangeStart(query.from, actor.timeZone),
      to: query.to === undefined ? undefined : rangeEnd(query.to, actor.timeZone),
      limit: query.limit,
      cursor: query.cursor,
    });
    return Response.json({
      data: page.items.map((record) => presentDocument(actor, record)),
      next_cursor: page.nextCursor,
    });
  }),
});
