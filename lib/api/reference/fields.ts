import type { Json } from "#lib/api/openapi-schemas.ts";
import type { Field, FieldGroup } from "#lib/api/reference/types.ts";

type Schema = Json & {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  $ref?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
};

/** The name of the schema that a reference leads to. */
export function nameOf(schema: Json | undefined): string | null {
  const reference = schema?.$ref;
  return typeof reference === "string" ? (reference.split("/").at(-1) ?? null) : null;
}

const isNull = (schema: Schema) => schema.type === "null";
const variants = (schema: Schema) => schema.anyOf ?? schema.oneOf;

function bounds({ minimum, maximum, maxLength, maxItems, minItems }: Schema): string {
  if (maxLength !== undefined) return `, at most ${maxLength} characters`;
  if (maxItems !== undefined) return `, ${minItems === undefined ? "at most" : `${minItems} to`} ${maxItems}`;
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, from ${minimum}`;
  return "";
}

/** What a schema takes, in a few words. */
export function typeOf(schema: Schema): string {
  const named = nameOf(schema);
  if (named !== null) return named;
  const choices = variants(schema);
  if (choices !== undefined) return [...new Set(choices.map(typeOf))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(", ");
  if (schema.type === "array") return `array of ${typeOf(schema.items ?? {})}${bounds(schema)}`;
  if (schema.type === "object" && schema.properties === undefined) return "object of names and values";
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "anything");
  return `${schema.format === undefined ? type : `${type} (${schema.format})`}${bounds(schema)}`;
}

/** What is inside of a schema, below it or below each of its items, where that has no name of its own. */
function inside(schema: Schema): { schema: Schema; prefix: string } | null {
  const only = variants(schema)?.filter((choice) => !isNull(choice)) ?? [];
  const [one] = only;
  const inner = only.length === 1 && one !== undefined ? one : schema;
  if (inner.properties !== undefined) return { schema: inner, prefix: "." };
  if (inner.items?.properties !== undefined) return { schema: inner.items, prefix: "[]." };
  return null;
}

function schemaName(schema: Schema): string | null {
  const choice = variants(schema)?.find((each) => !isNull(each));
  return nameOf(schema) ?? nameOf(schema.items) ?? nameOf(choice);
}

/** One field, without what is inside of it. */
export function fieldOf(name: string, schema: Schema, required: boolean): Field {
  return {
    name,
    type: typeOf(schema),
    schema: schemaName(schema),
    required,
    description: typeof schema.description === "string" ? schema.description : null,
    default: schema.default === undefined ? null : JSON.stringify(schema.default),
  };
}

/** The fields of an object and of all objects in it, by their whole names. */
function fieldsOf(schema: Schema, before = ""): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const field = fieldOf(before + name, inner, schema.required?.includes(name) ?? false);
    const nested = inside(inner);
    return nested === null ? [field] : [field, ...fieldsOf(nested.schema, `${field.name}${nested.prefix}`)];
  });
}

/** The value by which one of several shapes is known, such as `method: "put"`. */
function mark(schema: Schema): string | null {
  const [name, { const: value } = {}] =
    Object.entries(schema.properties ?? {}).find(([, inner]) => inner.const !== undefined) ?? [];
  return name === undefined ? null : `${name}: ${JSON.stringify(value)}`;
}

/** The fields of a body, by shape where it has several. */
export function groupsOf(schema: Json): FieldGroup[] {
  const shapes = variants(schema)?.filter((each) => each.properties !== undefined);
  if (shapes === undefined) return [{ title: null, fields: fieldsOf(schema) }];
  return shapes.map((shape) => ({ title: mark(shape), fields: fieldsOf(shape) }));
}
