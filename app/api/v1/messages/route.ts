import { presentMessage } from "#lib/api/message.ts";
import { apiMethods } from "#lib/api/methods.ts";
import { listMessages, sendMessage } from "#lib/api/operations/messages.ts";
import { apiRoute } from "#lib/api/route.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { sendMessage as send } from "#lib/messages/mutations.ts";
import { findSentRecord, getSentRecord, listMessageRecords } from "#lib/messages/records.data.ts";
import type { MessageRecord } from "#lib/messages/types.ts";

const sent = (actor: Actor, record: MessageRecord) =>
  Response.json(presentMessage(actor, record), { status: 201 });

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = apiMethods({
  GET: apiRoute(listMessages, async ({ actor, query }) => {
    const { items, nextCursor } = await listMessageRecords(actor, query);
    return Response.json({ data: items.map((item) => presentMessage(actor, item)), next_cursor: nextCursor });
  }),
  POST: apiRoute(
    sendMessage,
    async ({ actor, body, id }) => {
      await send(actor, body, body.document_ids, id);
      return sent(actor, await getSentRecord(actor, id));
    },
    {
      resume: async ({ actor, id }) => {
        const record = await findSentRecord(actor, id);
        return record && sent(actor, record);
      },
    },
  ),
});
