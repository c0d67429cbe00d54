/** One field of what is sent or answered, nested ones by their whole name (`parts[].etag`). */
export type Field = {
  name: string;
  /** In words for a developer, such as `integer, 1 to 100`. */
  type: string;
  /** The schema of this document that it has. */
  schema: string | null;
  required: boolean;
  description: string | null;
  default: string | null;
};

/** Fields that belong together, such as those of one way to send a file. */
export type FieldGroup = { title: string | null; fields: readonly Field[] };

export type Parameter = Field & { place: "path" | "query" | "header" };

export type AnswerEntry = {
  status: string;
  description: string;
  media: string | null;
  schema: string | null;
};

export type ErrorEntry = { status: string; code: string; words: string };

export type Language = "curl" | "python" | "typescript";

/** One operation, ready to be shown. */
export type OperationEntry = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | null;
  isOpen: boolean;
  parameters: readonly Parameter[];
  body: { media: string; required: boolean; groups: readonly FieldGroup[] } | null;
  answers: readonly AnswerEntry[];
  errors: readonly ErrorEntry[];
  examples: Readonly<Record<Language, string>>;
};

export type EventEntry = { type: string; summary: string; schema: string };
export type SchemaEntry = { name: string; groups: readonly FieldGroup[] };

/** The whole reference. */
export type Reference = {
  sections: readonly { tag: string; operations: readonly OperationEntry[] }[];
  events: readonly EventEntry[];
  schemas: readonly SchemaEntry[];
};
