import { API_STATUS, type ApiCode } from "#lib/api/codes.ts";
import { openApiDocument } from "#lib/api/openapi.ts";
import { HEADER_COMPONENTS } from "#lib/api/openapi-headers.ts";
import type { Json } from "#lib/api/openapi-schemas.ts";
import type { Operation } from "#lib/api/operation.ts";
import { examplesOf } from "#lib/api/reference/examples.ts";
import { fieldOf, groupsOf, nameOf } from "#lib/api/reference/fields.ts";
import type {
  AnswerEntry,
  ErrorEntry,
  OperationEntry,
  Parameter,
  Reference,
} from "#lib/api/reference/types.ts";
import { words } from "#lib/api/words.ts";

type Content = Record<string, { schema?: Json }>;
type Given = {
  $ref?: string;
  name: string;
  in: Parameter["place"];
  required: boolean;
  description?: string;
  schema: Json;
};
type Described = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: Given[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
type Document = {
  tags: { name: string }[];
  paths: Record<string, Record<string, Described>>;
  webhooks: Record<string, { post: Described }>;
  components: { schemas: Record<string, Json> };
};

function parameterOf(given: Given): Parameter {
  const name = nameOf(given);
  const found =
    name === null
      ? given
      : (HEADER_COMPONENTS.parameters[name as keyof typeof HEADER_COMPONENTS.parameters] as unknown as Given);
  const field = fieldOf(found.name, found.schema, found.required);
  return { ...field, description: found.description ?? field.description, place: found.in };
}

function bodyOf({ requestBody }: Described): OperationEntry["body"] {
  const [media, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (requestBody === undefined || media === undefined) return null;
  return { media, required: requestBody.required, groups: groupsOf(content?.schema ?? {}) };
}

function answersOf({ responses }: Described): AnswerEntry[] {
  return Object.entries(responses).flatMap(([status, { description, content }]) => {
    const [media = null, inner] = Object.entries(content ?? {})[0] ?? [];
    if (media === "application/problem+json") return [];
    return [{ status, description, media, schema: nameOf(inner?.schema) }];
  });
}

function errorsOf({ responses }: Described): ErrorEntry[] {
  return Object.values(responses).flatMap(({ content }) => {
    const schema = content?.["application/problem+json"]?.schema as
      | { allOf: [Json, { properties: { code: { enum: ApiCode[] } } }] }
      | undefined;
    const codes = schema?.allOf[1].properties.code.enum ?? [];
    return codes.map((code) => ({ status: String(API_STATUS[code]), code, words: words(code) }));
  });
}

function entryOf(operation: Operation, described: Described): OperationEntry {
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    summary: described.summary,
    description: described.description ?? null,
    isOpen: operation.access === "anyone",
    parameters: (described.parameters ?? []).map(parameterOf),
    body: bodyOf(described),
    answers: answersOf(described),
    errors: errorsOf(described),
    examples: examplesOf(operation),
  };
}

/** The reference of `operations`, of what the OpenAPI document says of them. */
export function referenceOf(operations: readonly Operation[]): Reference {
  const document = openApiDocument(operations) as unknown as Document;
  const entries = operations.map((operation) => {
    const described = document.paths[operation.path]?.[operation.method.toLowerCase()];
    if (described === undefined) throw new Error(`${operation.id} is not in the document.`);
    return { tag: operation.tag, entry: entryOf(operation, described) };
  });
  return {
    sections: document.tags.flatMap(({ name: tag }) => {
      const own = entries.filter((each) => each.tag === tag).map(({ entry }) => entry);
      return own.length === 0 ? [] : [{ tag, operations: own }];
    }),
    events: Object.entries(document.webhooks).map(([type, { post }]) => {
      const { schema } = post.requestBody?.content["application/json"] ?? {};
      const { data } = (schema as { properties: { data: Json } }).properties;
      return { type, summary: post.summary, schema: nameOf(data) ?? "" };
    }),
    schemas: Object.entries(document.components.schemas).map(([name, schema]) => ({
      name,
      groups: groupsOf(schema),
    })),
  };
}
