import { z } from "zod";
import { moment, rowId } from "#lib/api/fields.ts";
import type { UploadTicket } from "#lib/uploads/types.ts";

const common = { upload_id: rowId, url: z.url(), expires_at: moment };

/** A signed request for the bytes of one file, as the API writes it. */
export const uploadSchema = z.discriminatedUnion("method", [
  z.object({
    ...common,
    method: z.literal("post"),
    fields: z
      .record(z.string(), z.string())
      .meta({ description: "Send as multipart/form-data, these first and the bytes last, as 'file'." }),
  }),
  z.object({
    ...common,
    method: z.literal("put"),
    headers: z.record(z.string(), z.string()).meta({ description: "Send exactly these with the bytes." }),
  }),
]);

/** Writes a signed upload. */
export function presentUpload(ticket: UploadTicket): z.input<typeof uploadSchema> {
  const rest = { upload_id: ticket.uploadId, url: ticket.url, expires_at: ticket.expiresAt };
  return ticket.method === "post"
    ? { ...rest, method: "post", fields: ticket.fields }
    : { ...rest, method: "put", headers: ticket.headers };
}
