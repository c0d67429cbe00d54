import { z } from "zod";
import { NAMED_SCHEMAS } from "#lib/api/schemas.ts";

export type Json = Record<string, unknown>;

const FORMATS_SAY_IT = new Set(["uuid", "date", "date-time"]);

/** Takes out what `zod` generates and a reader has no use for; puts back the defaults of what it preprocesses. */
function tidy({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Json }): void {
  if (FORMATS_SAY_IT.has(String(jsonSchema.format))) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (zodSchema._zod.def.type === "default") jsonSchema.default = zodSchema._zod.def.defaultValue;
}

/** What a caller may send, as JSON Schema. */
export function inputSchema(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input", override: tidy }) as Json;
  return json;
}

/** The schemas of all answers by name, referring to one another. */
export function namedSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED_SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    // As input, a schema leaves its object open: an answer may gain fields within a version.
    io: "input",
    uri: (id) => `#/components/schemas/${id}`,
    override: tidy,
  });
  const bare = Object.entries(schemas as Record<string, Json>).map(([id, generated]) => {
    const { $schema: _, $id: __, ...json } = generated;
    return [id, json] as const;
  });
  return Object.fromEntries(bare);
}

/** A reference to an answer's schema. */
export function reference(schema: z.ZodType): Json {
  const name = Object.keys(NAMED_SCHEMAS).find((id) => NAMED_SCHEMAS[id] === schema);
  if (name === undefined) throw new Error("The schema of an answer has no name in lib/api/schemas.ts.");
  return { $ref: `#/components/schemas/${name}` };
}

/** The parameters that `schema` parses, each as OpenAPI has it. */
export function parameters(schema: z.ZodObject, place: "path" | "query"): Json[] {
  const { properties = {}, required = [] } = inputSchema(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...json }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: json,
  }));
}
