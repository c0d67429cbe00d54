import { z } from "zod";
import { LIST_PARAMS, readListQuery } from "#lib/documents/list-query.ts";
import { MAX_VIEW_NAME, MAX_VIEWS } from "#lib/views/constants.ts";

const good = (name: string) => {
  const length = Array.from(name).length;
  return length >= 1 && length <= MAX_VIEW_NAME && name.isWellFormed() && !/\p{Cc}/u.test(name);
};
const name = z.string().max(500).trim().refine(good, `Not 1 to ${MAX_VIEW_NAME} characters of one line.`);

/** The words of an address, as `readListQuery` makes sense of them. */
const query = z
  .partialRecord(z.enum(LIST_PARAMS), z.string().max(600).nullable())
  .transform((params) => readListQuery((param) => params[param]));

export const viewId = z.uuid();
export const newView = z.strictObject({
  name,
  params: query,
  /** Before how many others it stands; behind all where nothing is said. */
  at: z.int().min(0).max(MAX_VIEWS).optional(),
});
export const viewChange = z.strictObject({ id: viewId, name: name.optional(), params: query.optional() });
export const viewMove = z.strictObject({ id: viewId, by: z.union([z.literal(-1), z.literal(1)]) });
