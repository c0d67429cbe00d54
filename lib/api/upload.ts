import { z } from "zod";
import { moment, rowId } from "#lib/api/fields.ts";
import { KINDS } from "#lib/documents/constants.ts";
import { MAX_PARTS } from "#lib/uploads/constants.ts";
import type { SignedParts, UploadState, UploadTicket } from "#lib/uploads/types.ts";

const common = { upload_id: rowId, expires_at: moment };
const url = z.url();
const headers = z.record(z.string(), z.string()).meta({ description: "Send exactly these with the bytes." });
const partSize = z.int().min(1).meta({ description: "Bytes of every part but the last." });
const partCount = z.int().min(1).max(MAX_PARTS);

/** Signed requests for parts. */
export const partsSchema = z.object({
  parts: z.array(z.object({ part_number: z.int(), url, headers })),
  expires_at: moment,
});

/** How the bytes of one file are to be sent, as the API writes it. */
export const uploadSchema = z.discriminatedUnion("method", [
  z.object({
    ...common,
    url,
    method: z.literal("post"),
    fields: z
      .record(z.string(), z.string())
      .meta({ description: "Send as multipart/form-data, these first and the bytes last, as 'file'." }),
  }),
  z.object({
    ...common,
    url,
    method: z.literal("put"),
    headers,
  }),
  z.object({
    ...common,
    method: z.literal("multipart"),
    part_size: partSize,
    part_count: partCount,
    signed: partsSchema.meta({ description: "The first parts, signed already: ask for the others." }),
  }),
]);

/** Where an upload stands, as the API writes it. */
export const uploadStateSchema = z.object({
  upload_id: rowId,
  kind: z.enum(KINDS),
  status: z.enum(["pending", "done", "refused", "aborted", "expired"]),
  refusal: z
    .object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable()
    .meta({ description: "Why the file was refused, or withdrawn later." }),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  replaces: rowId.nullable().meta({ description: "The document of which it is to be the next version." }),
  part_size: partSize.nullable(),
  part_count: partCount.nullable(),
  parts: z
    .array(z.object({ part_number: z.int(), etag: z.string(), size: z.int() }))
    .nullable()
    .meta({ description: "The parts that the store has whole; null where it cannot say." }),
  verified: z.boolean().meta({ description: "Whether the checksum was proven against the stored bytes." }),
  expires_at: moment,
});

/** Writes signed parts. */
export function presentParts(signed: SignedParts): z.input<typeof partsSchema> {
  const parts = signed.parts.map(({ number, ...request }) => ({ part_number: number, ...request }));
  return { parts, expires_at: signed.expiresAt };
}

/** Writes where an upload stands. */
export function presentState(state: UploadState): z.input<typeof uploadStateSchema> {
  return {
    upload_id: state.uploadId,
    kind: state.kind,
    status: state.status,
    refusal: state.refusal && { code: state.refusal.code, details: { ...state.refusal.details } },
    filename: state.filename,
    content_type: state.contentType,
    size: state.size,
    replaces: state.replaces,
    part_size: state.partSize,
    part_count: state.partCount,
    parts: state.parts?.map(({ number, ...part }) => ({ part_number: number, ...part })) ?? null,
    verified: state.verified,
    expires_at: state.expiresAt,
  };
}

/** Writes how a file is to be sent. */
export function presentUpload(ticket: UploadTicket): z.input<typeof uploadSchema> {
  const rest = { upload_id: ticket.uploadId, expires_at: ticket.expiresAt };
  switch (ticket.method) {
    case "post":
      return { ...rest, url: ticket.url, method: "post", fields: ticket.fields };
    case "put":
      return { ...rest, url: ticket.url, method: "put", headers: ticket.headers };
    case "multipart":
      return {
        ...rest,
        method: "multipart",
        part_size: ticket.partSize,
        part_count: ticket.partCount,
        signed: presentParts(ticket.signed),
      };
  }
}
