import { z } from "zod";
import { KINDS, KNOWN_TYPES, MAX_UPLOAD } from "#lib/documents/constants.ts";
import { choosableTypes } from "#lib/documents/school-policy.ts";

const rule = z
  .strictObject({
    types: z
      .array(z.enum(Object.keys(KNOWN_TYPES)))
      .min(1)
      .max(100)
      .optional(),
    maxBytes: z.int().min(1).max(MAX_UPLOAD).optional(),
  })
  .nullable();

/** A change of what a school takes of a kind: from what the page has shown to what is wanted. Null is as usual. */
export const ruleChange = z
  .strictObject({ kind: z.enum(KINDS), from: rule, to: rule })
  .refine(({ kind, to }) => to?.types?.every((type) => Object.hasOwn(choosableTypes(kind), type)) ?? true, {
    path: ["to", "types"],
  });
