import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { openApiDocument } from "#lib/api/openapi.ts";
import { HEADER_COMPONENTS } from "#lib/api/openapi-headers.ts";
import { OPERATIONS } from "#lib/api/operations/all.ts";

type Json = Record<string, unknown>;
type Content = Record<string, { schema?: Json }>;
type Described = {
  parameters?: { $ref?: string; name?: string; in?: string }[];
  requestBody?: { content: Content };
  responses: Record<string, { headers?: Json; content?: Content }>;
};
export type OpenApi = {
  paths: Record<string, Record<string, Described>>;
  webhooks: Record<string, { post: { requestBody: { content: Content } } }>;
  components: { schemas: Json };
};

/** The document as a caller reads it. */
export const DOCUMENT = JSON.parse(JSON.stringify(openApiDocument(OPERATIONS))) as OpenApi & Json;

/** A schema that takes no field which it does not name: answers may gain fields, but the document must gain them too. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  const isOpen = inner.type === "object" && "properties" in inner && !("additionalProperties" in inner);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
// Its types are those of a CommonJS module.
(formats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema(
  { ...DOCUMENT, components: { ...DOCUMENT.components, schemas: closed(DOCUMENT.components.schemas) } },
  "openapi",
  false,
  false,
);

const compiled = new Map<string, ValidateFunction>();

/** Throws where `value` is not what the schema at `place` (a JSON pointer's tokens) of the document says. */
function conform(place: readonly string[], value: unknown, what: string): void {
  const tokens = place.map((token) => encodeURIComponent(token.replaceAll("~", "~0").replaceAll("/", "~1")));
  const pointer = `openapi#/${tokens.join("/")}`;
  const check = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
  compiled.set(pointer, check);
  if (check(value)) return;
  const errors = ajv.errorsText(check.errors, { dataVar: "" });
  throw new Error(`${what} is not as the OpenAPI document has it: ${errors}\n${JSON.stringify(value)}`);
}

function find(pathname: string): [string, Record<string, Described>] | undefined {
  return Object.entries(DOCUMENT.paths).find(([path]) =>
    new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(pathname),
  );
}

export type Exchange = {
  method: string;
  url: URL;
  sent: { json?: unknown };
  response: Response;
  /** Of the answer. */
  bytes: Uint8Array;
};

function checkRequest(operation: Described, path: string, { method, url, sent }: Exchange, what: string) {
  const names = (operation.parameters ?? []).flatMap(({ name, in: place }) =>
    place === "query" ? name : [],
  );
  for (const name of url.searchParams.keys()) {
    if (!names.includes(name)) throw new Error(`${what} took ${name}, of which the document says nothing.`);
  }
  if (sent.json === undefined || operation.requestBody?.content["application/json"] === undefined) return;
  const place = ["paths", path, method.toLowerCase(), "requestBody", "content", "application/json", "schema"];
  conform(place, sent.json, `What ${what} took`);
}

function checkHeaders(response: Response, described: Json, what: string) {
  for (const name of Object.keys(HEADER_COMPONENTS.headers)) {
    if (response.headers.has(name) && !(name in described))
      throw new Error(`${what} has ${name}, of which the document says nothing.`);
  }
  if (!response.headers.has("X-Request-Id")) throw new Error(`${what} has no X-Request-Id.`);
}

/**
 * Holds a real answer, and the request that got it, against the OpenAPI document: status, media type, headers, every
 * field.
 * @throws {Error} what differs.
 */
export function checkExchange(exchange: Exchange): void {
  const { method, url, response, bytes } = exchange;
  const [path, methods] = find(url.pathname) ?? [];
  const name = method.toLowerCase();
  if (path === undefined || methods === undefined || name === "options") return;
  const operation = methods[name === "head" ? "get" : name];
  const what = `${method} ${path}, ${response.status},`;
  if (operation === undefined) {
    if (response.status !== 405) throw new Error(`${what} is not in the document.`);
    return;
  }
  const described = operation.responses[response.status];
  if (described === undefined)
    throw new Error(`${what} is not in the document: ${Buffer.from(bytes).toString()}`);
  checkHeaders(response, described.headers ?? {}, what);
  if (response.ok) checkRequest(operation, path, exchange, what);
  if (name === "head") return;
  const [media, wanted] = Object.entries(described.content ?? {})[0] ?? [];
  const type = response.headers.get("content-type");
  if (media === undefined && bytes.length > 0) throw new Error(`${what} has a body.`);
  if (media === undefined || media === "*/*") return;
  if (type !== media) throw new Error(`${what} is ${type}, and not ${media}.`);
  if (wanted?.schema === undefined) return;
  const place = ["paths", path, name, "responses", String(response.status), "content", media, "schema"];
  conform(place, JSON.parse(Buffer.from(bytes).toString()), what);
}

/**
 * Holds an event that a webhook was sent against the document.
 * @throws {Error} what differs.
 */
export function checkEvent(event: { type: string }): void {
  const place = ["webhooks", event.type, "post", "requestBody", "content", "application/json", "schema"];
  conform(place, event, `The event ${event.type}`);
}
