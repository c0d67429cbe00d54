import "server-only";
import type { z } from "zod";
import { AppError } from "#lib/errors.ts";

/**
 * What a server action was called with, parsed: it is a public endpoint, whatever its TypeScript says.
 * @throws {AppError} `invalid_request` naming the first field that is wrong.
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_request", { field: parsed.error.issues[0]?.path.join(".") ?? "" });
}
