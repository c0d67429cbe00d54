import { z } from "zod";
import { defineOperation } from "#lib/api/operation.ts";
import { usageSchema } from "#lib/api/usage.ts";
import { GROUPINGS, MAX_DAYS } from "#lib/usage/constants.ts";

const day = z.iso.date("Not a date (2026-11-30).");

export const getUsage = defineOperation({
  id: "getUsage",
  method: "GET",
  path: "/api/v1/usage",
  tag: "usage",
  summary: "What is stored, what was done at the store, and what it costs",
  description:
    "Reckoned by the prices of Cloudflare R2, or those that the operator has set; the cost of a school is its part of " +
    "the account's. Days and months are those of UTC, as R2 bills them.",
  query: z.strictObject({
    from: day.optional().meta({ description: "The first day; by default the first of this month." }),
    to: day.optional().meta({
      description: `The last day, counted in; by default today. At most ${MAX_DAYS} days from the first.`,
    }),
    group_by: z
      .enum(GROUPINGS)
      .default("kind")
      .meta({
        description:
          "`school` is for who looks after the installation, and takes in all schools. `record_class` and " +
          "`student_group` divide the files as they were gone through last, which is every night for schools with " +
          "more than a thousand; `student_group` takes the permission students:read.",
      }),
  }),
  answers: { 200: { description: "The report.", schema: usageSchema } },
  errors: ["forbidden", "not_found"],
});
