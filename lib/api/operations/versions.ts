import { z } from "zod";
import { digits, rowId } from "#lib/api/fields.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { versionPageSchema } from "#lib/api/version.ts";

export const listVersions = defineOperation({
  id: "listVersions",
  method: "GET",
  path: "/api/v1/documents/{id}/versions",
  tag: "documents",
  summary: "List the versions of a document, newest first",
  description:
    "The first is the current one. A version that was made current again has a new number, and its old one is free " +
    "from then on: `restored_from` tells it.",
  params: z.strictObject({ id: rowId }),
  query: z.strictObject({
    cursor: digits(z.int().min(1).max(2_147_483_647))
      .optional()
      .meta({ description: "`next_cursor` of the page before." }),
  }),
  answers: { 200: { description: "Up to 50 of them.", schema: versionPageSchema } },
  errors: ["forbidden", "not_found"],
});
