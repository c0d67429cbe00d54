import { z } from "zod";
import { MAX_CLASS_NAME } from "#lib/record-classes/constants.ts";

const good = (name: string) => {
  const length = Array.from(name).length;
  return length >= 1 && length <= MAX_CLASS_NAME && name.isWellFormed() && !/\p{Cc}/u.test(name);
};

const id = z.uuid();
export const className = z
  .string()
  .max(500)
  .transform((name) => name.normalize("NFC").replace(/\s+/gu, " ").trim())
  .refine(good, `Not 1 to ${MAX_CLASS_NAME} characters of one line.`);
export const classRename = z.strictObject({ id, name: className });
export const classMove = z.strictObject({ id, by: z.union([z.literal(-1), z.literal(1)]) });
export const classArchiving = z.strictObject({ id, archived: z.boolean() });
export const classRestricting = z.strictObject({ id, restricted: z.boolean() });
