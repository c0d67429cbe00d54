import { z } from "zod";
import { documentSchema, presentDocument } from "#lib/api/document.ts";
import { moment, rowId } from "#lib/api/fields.ts";
import type { Actor } from "#lib/auth/actor.ts";
import type { MessageRecord } from "#lib/messages/types.ts";

/** A message as the API writes it. */
export const messageItemSchema = z.object({
  id: rowId,
  school_id: rowId,
  subject: z.string(),
  body: z.string().meta({ description: "Plain text." }),
  from: z.object({ id: rowId, name: z.string().nullable() }),
  to: z.array(z.string()).meta({ description: "As it was sent: `school`, roles, ids of members." }),
  sent_at: moment,
  read_at: moment
    .nullable()
    .meta({ description: "When the caller read it; null where they have not, or did not get it." }),
  attachments: z.array(documentSchema).meta({ description: "Those that the caller may read." }),
});

/** Writes a message for `actor`. */
export function presentMessage(actor: Actor, message: MessageRecord): z.input<typeof messageItemSchema> {
  return {
    id: message.id,
    school_id: message.schoolId,
    subject: message.subject,
    body: message.body,
    from: message.from,
    to: [...message.to],
    sent_at: message.sentAt,
    read_at: message.readAt,
    attachments: message.files.map((record) => presentDocument(actor, record)),
  };
}
