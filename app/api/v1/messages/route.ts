import { presentMessage } from "#lib/api/message.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { listMessages, sendMessage } from "#lib/api/operations/messages.ts";
import { apiRoute } from "#lib/api/route.ts";
import { sendMessage as send } from "#lib/messages/mutations.ts";
import { getSentRecord, listMessageRecords } from "#lib/messages/records.data.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(listMessages, async ({ actor, query }) => {
    const { items, nextCursor } = await listMessageRecords(actor, query);
    return Response.json({ data: items.map((item) => presentMessage(actor, item)), next_cursor: nextCursor });
  }),
  POST: apiRoute(sendMessage, async ({ actor, body }) => {
    const id = await send(actor, body, body.document_ids);
    return Response.json(presentMessage(actor, await getSentRecord(actor, id)), { status: 201 });
  }),
});
