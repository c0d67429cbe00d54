import { z } from "zod";
import { STATUSES } from "#lib/documents/status.ts";

/** An id of a row. */
export const rowId = z.guid();

/** A SHA-256 in hex; either case comes in, lower case goes on. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, "Not a SHA-256 in hex (64 characters of 0-9 and a-f).")
  .toLowerCase();

/** Text a person wrote, of at most `max` UTF-16 units. PostgreSQL cannot hold a NUL or half a character. */
export function plainText(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "Holds a NUL or half a character.");
}

/** A whole number that may arrive as digits, as it does in a query or a form. */
export function digits(schema: z.ZodInt) {
  return z.preprocess(
    (value) => (typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value),
    schema,
  );
}

/** What the bytes of a document, or of a version, are. */
export const byteStatus = z.enum(STATUSES).meta({
  description:
    "Nothing but `ready` can be read. `missing`: the store has lost the bytes; `damaged`: it has others; `checking`: no virus scanner has called them clean yet; `infected`: it has found something in them; `unscannable`: they are too large for it.",
});

/** A moment as the API writes it: UTC, ISO 8601. */
export const moment = z.iso.datetime();

/** A day, or a moment with its offset. */
export const dayOrMoment = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  "Not a date (2026-11-30) nor a date-time with its offset (2026-11-30T08:00:00Z).",
);
