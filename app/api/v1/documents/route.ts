import { presentDocument } from "#lib/api/document.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { listDocuments } from "#lib/api/operations/documents.ts";
import { apiRoute } from "#lib/api/route.ts";
import { listDocumentRecords } from "#lib/documents/data.ts";
import { rangeEnd, rangeStart } from "#lib/documents/days.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(listDocuments, async ({ actor, query }) => {
    const page = await listDocumentRecords(actor, {
      kind: query.kind,
      q: query.q,
      studentId: query.student_id,
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
