import { z } from "zod";
import { digits, plainText, rowId } from "#lib/api/fields.ts";
import { messageItemSchema } from "#lib/api/message.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { messagePageSchema } from "#lib/api/schemas.ts";
import { ROLES } from "#lib/auth/permissions.ts";
import { MAX_PAGE_SIZE, PAGE_SIZE } from "#lib/documents/constants.ts";
import { MAX_ATTACHMENTS, MAX_BODY, MAX_NAMED, MAX_SUBJECT } from "#lib/messages/constants.ts";

const tag = "messages";

export const listMessages = defineOperation({
  id: "listMessages",
  method: "GET",
  path: "/api/v1/messages",
  tag,
  summary: "List the messages that the caller got or sent, newest first",
  description: "No permission reaches the messages of others.",
  query: z.strictObject({
    q: plainText(255)
      .optional()
      .meta({ description: "Any part of subject, body or author; case and accents are ignored." }),
    limit: digits(z.int().min(1).max(MAX_PAGE_SIZE)).default(PAGE_SIZE),
    cursor: z.string().max(1024).optional().meta({
      description: "`next_cursor` of the page before, with the same other parameters.",
    }),
  }),
  answers: { 200: { description: "One page.", schema: messagePageSchema } },
  errors: ["invalid_cursor", "forbidden"],
});

export const sendMessage = defineOperation({
  id: "sendMessage",
  method: "POST",
  path: "/api/v1/messages",
  tag,
  summary: "Send a message to members, roles or the whole school",
  description:
    "It reaches those who are active members now. A new file is attached by uploading it with this message's id as " +
    "`message_id`, within a day.",
  body: z.strictObject({
    subject: plainText(MAX_SUBJECT).min(1),
    body: plainText(MAX_BODY),
    to: z
      .array(z.union([z.literal("school"), z.enum(ROLES), rowId]))
      .min(1)
      .max(MAX_NAMED)
      .default(["school"])
      .meta({ description: "`school`, roles, ids of members." }),
    document_ids: z
      .array(rowId)
      .max(MAX_ATTACHMENTS)
      .optional()
      .meta({ description: "Documents to attach. Each reader gets those that they may read." }),
  }),
  example: { subject: "Reports are ready", body: "They are under Reports.", to: ["teacher"] },
  answers: { 201: { description: "The message.", schema: messageItemSchema } },
  errors: ["forbidden", "not_found", "no_recipients"],
});
