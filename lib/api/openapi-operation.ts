import { API_STATUS, type ApiCode } from "#lib/api/codes.ts";
import { inputSchema, type Json, parameters, reference } from "#lib/api/openapi-schemas.ts";
import { NOTHING, type Operation } from "#lib/api/operation.ts";

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
    content: { "application/json": { schema: inputSchema(operation.body) } },
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

function responses(operation: Operation): Json {
  const all: Record<string, Json> = {};
  for (const [status, { description, schema, media }] of Object.entries(operation.answers)) {
    const content = {
      [media ?? "application/json"]: schema === undefined ? {} : { schema: reference(schema) },
    };
    all[status] = { description, ...(schema !== undefined || media !== undefined ? { content } : {}) };
  }
  const byStatus = Object.groupBy(errorCodes(operation), (code) => API_STATUS[code]);
  for (const [status, codes = []] of Object.entries(byStatus)) {
    if (all[status] !== undefined) continue;
    all[status] = {
      description: codes.map((code) => `\`${code}\``).join(", "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  }
  return all;
}

/** One operation as OpenAPI has it. */
export function describeOperation(operation: Operation): Json {
  const body = requestBody(operation);
  const given = [...parameters(operation.params, "path"), ...parameters(operation.query, "query")];
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
