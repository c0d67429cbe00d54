import { z } from "zod";
import { BOXES, MAX_ATTACHMENTS, MAX_BODY, MAX_NAMED, MAX_SUBJECT } from "#lib/messages/constants.ts";

export const messageId = z.uuid();

/** Its words are judged where they are used. */
const content = {
  subject: z.string().max(MAX_SUBJECT),
  body: z.string().max(MAX_BODY),
  to: z.array(z.string().max(50)).max(MAX_NAMED),
};

export const draftContent = z.strictObject({ id: messageId.nullable(), ...content });

export const attaching = z.strictObject({
  id: messageId,
  documentIds: z.array(z.uuid()).min(1).max(MAX_ATTACHMENTS),
});

export const detaching = z.strictObject({ id: messageId, documentId: z.uuid() });

export const marking = z.strictObject({ id: messageId, read: z.boolean() });

export const moving = z.strictObject({
  id: messageId,
  box: z.enum(["inbox", "sent"]),
  to: z.enum(["gone", "back"]),
});

export const boxRequest = z.strictObject({
  box: z.enum(BOXES),
  q: z.string().max(255),
  cursor: z.string().max(1400).nullable(),
});

export const recipientSearch = z.string().max(255);

export const mailWish = z.boolean();
