import type { z } from "zod";
import { ApiError, type FieldErrors } from "#lib/api/codes.ts";

/** More would only make the answer long: the caller mends these and asks again. */
const MAX_FIELDS = 20;
const MAX_NAME = 100;

function fieldErrors(error: z.ZodError): FieldErrors {
  const fields = new Map<string, string[]>();
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    const wrong =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ name: [...path, key].join("."), message: "There is no such field." }))
        : [{ name: path.join(".") || "(body)", message: issue.message }];
    for (const { name, message } of wrong) {
      const short = name.slice(0, MAX_NAME).toWellFormed();
      if (fields.size >= MAX_FIELDS && !fields.has(short)) return fields;
      fields.set(short, [...(fields.get(short) ?? []), message]);
    }
  }
  return fields;
}

/**
 * Parses one part of a request.
 * @throws {ApiError} invalid_request, with what is wrong by field.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiError("invalid_request", { fields: fieldErrors(parsed.error) });
}

/**
 * Parses what the address names. What cannot be an id is an id of nothing.
 * @throws {ApiError} not_found.
 */
export async function parseParams<S extends z.ZodType>(schema: S, params: unknown): Promise<z.output<S>> {
  const parsed = schema.safeParse((await params) ?? {});
  if (!parsed.success) throw new ApiError("not_found");
  return parsed.data;
}

/**
 * Parses the query of an address. A name given twice is refused rather than one of its values picked.
 * @throws {ApiError} invalid_request, with what is wrong by field.
 */
export function parseQuery<S extends z.ZodType>(schema: S, url: URL): z.output<S> {
  const values = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (values.has(name)) {
      const fields = new Map([[name.slice(0, MAX_NAME), ["Given more than once."]]]);
      throw new ApiError("invalid_request", { fields });
    }
    values.set(name, value);
  }
  return parseInput(schema, Object.fromEntries(values));
}
