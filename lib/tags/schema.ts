import { z } from "zod";

/** What is typed where tags are suggested. */
export const tagSearch = z
  .string()
  .max(255)
  .refine((text) => text.isWellFormed() && !text.includes("\0"));
