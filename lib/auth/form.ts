import "server-only";
import type { z } from "zod";
import { parseInput } from "#lib/parse-input.ts";

/**
 * The text fields of a form, parsed.
 * @throws {AppError} `invalid_request` naming the first field that is wrong.
 */
export function parseForm<T extends z.ZodType>(schema: T, form: FormData): z.infer<T> {
  // An action is called with whatever its caller likes.
  const fields = (form as unknown) instanceof FormData ? [...form] : [];
  return parseInput(schema, Object.fromEntries(fields.filter(([, value]) => typeof value === "string")));
}
