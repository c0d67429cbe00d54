import { z } from "zod";
import { MAX_QUOTA, readSize } from "#lib/quota/size.ts";

/** A quota as the operator writes it: "500GB", or "none". */
export const quotaArgument = z
  .string()
  .trim()
  .refine(
    (text) => text === "none" || (readSize(text) ?? Infinity) <= MAX_QUOTA,
    "a size such as 750MB, 500GB or 1.5TB, at most 1000TB, or none",
  )
  .transform((said) => ({ said, bytes: said === "none" ? null : readSize(said) }));

/** What `npm run school` takes for a school that is there. */
export const quotaArguments = z.object({ slug: z.string().min(1), quota: quotaArgument });

/** What the page of quotas sends. Bytes; null means no limit. */
export const quotaChange = z.strictObject({
  schoolId: z.uuid(),
  quota: z.int().min(0).max(MAX_QUOTA).nullable(),
});
