import { API_STATUS, type ApiCode } from "#lib/api/codes.ts";
import { type AnswerHeader, answerHeaders, requestHeaders } from "#lib/api/openapi-headers.ts";
import { inputSchema, type Json, parameters, reference } from "#lib/api/openapi-schemas.ts";
import { NOTHING, type Operation } from "#lib/api/operation.ts";
import { words } from "#lib/api/words.ts";

function requestBody(operation: Operation): Json | undefined {
  if (operation.form !== undefined) {
    const {
      properties,
      required = [],
      ...rest
    } = inputSchema(operation.form) as Json & { required?: string[] };
    const file = { type: "string", format: "binary", description: "The bytes; after all other fields." };
    const schema = {
      ...rest,
      properties: { ...(properties as Json), file },
      required: [...required, "file"],
    };
    return { required: true, content: { "multipart/form-data": { schema } } };
  }
  if (operation.body === NOTHING) return undefined;
  return {
    required: operation.bodyOptional !== true,
    content: {
      "application/json": {
        schema: inputSchema(operation.body),
        ...(operation.example === undefined ? {} : { example: operation.example }),
      },
    },
  };
}

function errorCodes(operation: Operation): ApiCode[] {
  if (operation.access === "anyone") return [...operation.errors, "internal"];
  const takesBody = operation.form !== undefined || operation.body !== NOTHING;
  return [
    "invalid_request",
    "unauthenticated",
    "school_required",
    ...(operation.method === "GET"
      ? []
      : (["foreign_origin", "idempotency_in_progress", "idempotency_key_reused"] as const)),
    ...(takesBody ? (["unsupported_media_type"] as const) : []),
    ...(takesBody && operation.form === undefined ? (["body_too_large"] as const) : []),
    ...operation.errors,
    "rate_limited",
    "internal",
    "database_unavailable",
  ];
}

const isWrite = (operation: Operation) => operation.access === "caller" && operation.method !== "GET";

/** The headers that any answer of the operation has, and those that one with one of these codes has besides. */
function headersOf(operation: Operation, codes: readonly ApiCode[] = []): AnswerHeader[] {
  const waits = ["rate_limited", "storage_unavailable", "database_unavailable", "idempotency_in_progress"];
  return [
    "X-Request-Id",
    ...(operation.access === "caller"
      ? (["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"] as const)
      : []),
    ...(isWrite(operation) ? (["Idempotent-Replayed"] as const) : []),
    ...(codes.includes("unauthenticated") ? (["WWW-Authenticate"] as const) : []),
    ...(codes.includes("invalid_range") ? (["Content-Range"] as const) : []),
    ...(codes.some((code) => waits.includes(code)) ? (["Retry-After"] as const) : []),
  ];
}

/** A problem that has one of these codes. */
function problemWith(codes: readonly ApiCode[]): Json {
  const code = { type: "string", enum: codes };
  return {
    allOf: [
      { $ref: "#/components/schemas/Problem" },
      { type: "object", required: ["code"], properties: { code } },
    ],
  };
}

function responses(operation: Operation): Json {
  const all: Record<string, Json> = {};
  for (const [status, { description, schema, media, headers = [] }] of Object.entries(operation.answers)) {
    const content = {
      [media ?? "application/json"]: schema === undefined ? {} : { schema: reference(schema) },
    };
    all[status] = {
      description,
      headers: answerHeaders([...headersOf(operation), ...headers]),
      ...(schema !== undefined || media !== undefined ? { content } : {}),
    };
  }
  const byStatus = Object.groupBy(errorCodes(operation), (code) => API_STATUS[code]);
  for (const [status, codes = []] of Object.entries(byStatus)) {
    if (all[status] !== undefined) continue;
    all[status] = {
      description: codes.map((code) => `- \`${code}\`: ${words(code)}`).join("\n"),
      headers: answerHeaders(headersOf(operation, codes)),
      content: { "application/problem+json": { schema: problemWith(codes) } },
    };
  }
  return all;
}

/** One operation as OpenAPI has it. */
export function describeOperation(operation: Operation): Json {
  const body = requestBody(operation);
  const given = [
    ...parameters(operation.params, "path"),
    ...parameters(operation.query, "query"),
    ...requestHeaders([
      ...(isWrite(operation) ? (["IdempotencyKey"] as const) : []),
      ...(operation.headers ?? []),
      ...(operation.access === "caller" ? (["OnBehalfOf", "Purpose"] as const) : []),
    ]),
  ];
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    ...(operation.access === "anyone" ? { security: [] } : {}),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: responses(operation),
  };
}
