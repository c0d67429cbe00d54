import { z } from "zod";
import { MAX_ITEM_GROUPS, MAX_ITEM_NAME } from "#lib/checklist/constants.ts";
import { MAX_GROUP } from "#lib/students/constants.ts";

const good = (name: string) => {
  const length = Array.from(name).length;
  return length >= 1 && length <= MAX_ITEM_NAME && name.isWellFormed() && !/\p{Cc}/u.test(name);
};
const goodGroup = (name: string) => name.isWellFormed() && !name.includes("\0");

const id = z.uuid();
const values = z.strictObject({
  name: z
    .string()
    .max(500)
    .transform((name) => name.normalize("NFC").replace(/\s+/gu, " ").trim())
    .refine(good, `Not 1 to ${MAX_ITEM_NAME} characters of one line.`),
  recordClassId: id,
  groups: z
    .array(z.string().min(1).max(MAX_GROUP).refine(goodGroup))
    .max(MAX_ITEM_GROUPS)
    .transform((names) => [...new Set(names)]),
  everyYear: z.boolean(),
});

export const itemId = id;
export const itemValues = values;
export const itemChange = z.strictObject({ id, values });
export const itemMove = z.strictObject({ id, by: z.union([z.literal(-1), z.literal(1)]) });
