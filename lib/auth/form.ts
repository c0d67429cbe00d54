import "server-only";
import type { z } from "zod";
import { AppError } from "#lib/errors.ts";

/**
 * The fields of a form, parsed.
 * @throws {AppError} `invalid_request` naming the first field that is wrong.
 */
export function parseForm<T extends z.ZodType>(schema: T, form: FormData): z.infer<T> {
  const parsed = schema.safeParse(Object.fromEntries([...form].filter(([, value]) => typeof value === "string")));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_request", { field: String(parsed.error.issues[0]?.path[0] ?? "") });
}
