import { z } from "zod";
import type { ApiCode } from "#lib/api/codes.ts";
import type { AnswerHeader, RequestHeader } from "#lib/api/openapi-headers.ts";

/** One answer of an operation, as the OpenAPI document describes it. */
export type Answer = {
  description: string;
  /** Of a JSON body; registered by its name in `schemas.ts`. */
  schema?: z.ZodType;
  /** The media type where the body is not JSON. */
  media?: string;
  /** Those beyond what any answer has. */
  headers?: readonly AnswerHeader[];
};

/** What takes nothing: an operation without parameters, query or body. */
export const NOTHING = z.strictObject({});

/** One method of one address: the same value parses its requests and writes its part of the OpenAPI document. */
export type Operation<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
> = {
  /** camelCase, unique. */
  id: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** With `{name}` for each parameter. */
  path: `/api/${string}`;
  tag: string;
  summary: string;
  description?: string;
  /** `anyone`: answers without authentication, and holds no data. */
  access: "caller" | "anyone";
  params: P;
  query: Q;
  /** Of a JSON body. `NOTHING` reads none. */
  body: B;
  /** A JSON body, as the document and the reference show one. */
  example?: z.input<B>;
  /** Whether the JSON body may be left out, which is the same as `{}`. */
  bodyOptional?: boolean;
  /** Headers that it heeds, beyond those that any operation does. */
  headers?: readonly RequestHeader[];
  /** Fields of a multipart/form-data body, which the handler reads itself. */
  form?: z.ZodObject;
  answers: Readonly<Record<number, Answer>>;
  /** Beyond those that any operation can answer. */
  errors: readonly ApiCode[];
};

type Optional = "params" | "query" | "body" | "access";

/** Declares an operation; parameters, query and body default to none, access to authenticated callers. */
export function defineOperation<
  P extends z.ZodObject = typeof NOTHING,
  Q extends z.ZodObject = typeof NOTHING,
  B extends z.ZodType = typeof NOTHING,
>(
  operation: Omit<Operation<P, Q, B>, Optional> & {
    params?: P;
    query?: Q;
    body?: B;
    access?: Operation["access"];
  },
): Operation<P, Q, B> {
  return {
    access: "caller",
    params: NOTHING,
    query: NOTHING,
    body: NOTHING,
    ...operation,
  } as unknown as Operation<P, Q, B>;
}
