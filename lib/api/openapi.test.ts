import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { API_STATUS } from "#lib/api/codes.ts";
import { openApiDocument } from "#lib/api/openapi.ts";
import { OPERATIONS } from "#lib/api/operations/all.ts";
import type { RouteHandler } from "#lib/api/route.ts";
import { SENT_TYPES } from "#lib/webhooks/constants.ts";

type Json = Record<string, unknown>;
type Described = {
  operationId: string;
  tags: string[];
  summary: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: Json }> }>;
};
type ProblemSchema = { allOf: [Json, { properties: { code: { enum: string[] } } }] };
const document = JSON.parse(JSON.stringify(openApiDocument(OPERATIONS))) as Json & {
  paths: Record<string, Record<string, Described>>;
  webhooks: Json;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function* within(value: unknown): Generator<Json> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* within(inner);
}

test("is an OpenAPI 3.1 document whose references all lead somewhere", () => {
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
  const references = [...within(document)].flatMap((node) =>
    typeof node.$ref === "string" ? [node.$ref] : [],
  );
  expect(references.length).toBeGreaterThan(10);
  for (const reference of references) {
    const [, group, name] = /^#\/components\/(\w+)\/([\w-]+)$/.exec(reference) ?? [];
    expect(document.components).toHaveProperty([group ?? "", name ?? reference]);
  }
  expect(JSON.stringify(document)).not.toMatch(/"\$schema"|"\$id"|"\$defs"/);
});

test("an independent validator takes it", async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

test("an independent validator would say what is wrong with it", async () => {
  const { info: _, ...rest } = structuredClone(document);
  expect((await new Validator().validate(rest)).valid).toBe(false);
});

test("every event that webhooks are sent is in it", () => {
  expect(Object.keys(document.webhooks).sort()).toEqual([...SENT_TYPES].sort());
});

test("every operation is complete and has a name of its own", () => {
  expect(new Set(described.map(({ operation }) => operation.operationId)).size).toBe(described.length);
  for (const { path, method, operation } of described) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const given = (operation.parameters ?? []).filter((parameter) => !("$ref" in parameter));
    const isWrite = !("security" in operation) && method !== "get";
    const takesKey = JSON.stringify(operation.parameters ?? []).includes("parameters/IdempotencyKey");
    expect(takesKey, `${method} ${path}`).toBe(isWrite);
    expect(given.filter((parameter) => parameter.in === "path").map(({ name }) => name)).toEqual(inPath);
    for (const parameter of given) {
      expect(parameter.required).toBe(parameter.in === "path");
      expect(Object.keys(parameter.schema)).not.toEqual([]);
    }
    expect(Object.keys(operation.responses).some((status) => status.startsWith("2"))).toBe(true);
    for (const [status, response] of Object.entries(operation.responses)) {
      expect(status).toMatch(/^[2-5]\d\d$/);
      expect(response.description, `${method} ${path} ${status}`).not.toBe("");
    }
    expect(operation.requestBody === undefined || ["post", "patch"].includes(method)).toBe(true);
    expect("security" in operation).toBe(/^\/api\/(health|ready|v1\/openapi\.json)$/.test(path));
  }
});

test("says what the contract says", () => {
  const list = document.paths["/api/v1/documents"]?.get;
  expect(list?.parameters?.flatMap(({ name }) => name ?? [])).toEqual([
    "kind",
    "q",
    "student_id",
    "record_class",
    "report_type",
    "year",
    "term",
    "tag",
    "from",
    "to",
    "limit",
    "cursor",
  ]);
  expect(list?.parameters?.find(({ name }) => name === "limit")?.schema).toEqual({
    type: "integer",
    minimum: 1,
    maximum: 100,
    default: 50,
  });
  const upload = document.paths["/api/v1/uploads"]?.post?.requestBody?.content["application/json"]?.schema;
  expect(upload?.required).toEqual(["filename", "content_type", "size"]);
  expect((upload?.properties as Json | undefined)?.kind).toMatchObject({ default: "document" });
  const form = document.paths["/api/v1/documents/upload"]?.post?.requestBody?.content["multipart/form-data"];
  expect(form?.schema.required).toEqual(["file"]);
  expect(document.paths["/api/v1/uploads/{id}/complete"]?.post?.requestBody?.required).toBe(false);
  expect(document.components.schemas.Document?.required).not.toContain("file_path");
});

test("every code of an answer is one that exists, under its own status", () => {
  for (const { operation } of described) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (Number(status) < 400 || response.content?.["application/json"] !== undefined) continue;
      const schema = response.content?.["application/problem+json"]?.schema as ProblemSchema;
      const codes = schema.allOf[1].properties.code.enum;
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) {
        expect(API_STATUS).toHaveProperty([code], Number(status));
        expect(response.description).toContain(`\`${code}\``);
      }
    }
  }
});

test("every route is in it, and nothing else is", async () => {
  const files = globSync("app/api/{v1,health,ready}/**/route.ts").filter(
    (file) => !file.includes("[[...path]]"),
  );
  const served = await Promise.all(
    files.map(async (file) => {
      const path = `/${file.replace(/^app\//, "").replace(/\/route\.ts$/, "")}`.replaceAll(
        /\[(\w+)\]/g,
        "{$1}",
      );
      const route = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { OPTIONS: RouteHandler };
      const options = await route.OPTIONS(new Request(`http://athena.test${path}`), {
        params: Promise.resolve({}),
      });
      const methods = (options.headers.get("allow") ?? "").split(", ");
      return methods
        .filter((method) => method !== "OPTIONS" && method !== "HEAD")
        .map((method) => `${method} ${path}`);
    }),
  );
  const documented = described.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(served.flat().sort()).toEqual(documented.sort());
});
