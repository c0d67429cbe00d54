import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { defineOperation } from "#lib/api/operation.ts";
import { apiRoute } from "#lib/api/route.ts";
import { AppError } from "#lib/errors.ts";

const actorFromRequest = vi.hoisted(() => vi.fn());
const takeApiToken = vi.hoisted(() => vi.fn());
const logged = vi.hoisted(() => vi.fn());
vi.mock("#lib/auth/request.ts", () => ({ actorFromRequest }));
vi.mock("#lib/auth/rate-limit.ts", () => ({ takeApiToken }));
vi.mock("#lib/log.ts", () => ({ log: { error: logged } }));

const ID = "0198f1de-7b1f-7c3a-8c55-0123456789ab";
const operation = defineOperation({
  id: "probe",
  method: "POST",
  path: "/api/v1/probe/{id}",
  tag: "probe",
  summary: "Probe",
  params: z.strictObject({ id: z.guid() }),
  query: z.strictObject({ q: z.string().optional() }),
  body: z.strictObject({ size: z.int(), tags: z.array(z.string()).optional() }),
  answers: {},
  errors: [],
});
const handle = vi.fn(async () => Response.json({ done: true }));
const route = apiRoute(operation, handle);

type Init = { id?: string; query?: string; body?: BodyInit | null; headers?: Record<string, string> };
async function call({ id = ID, query = "", body = '{"size":1}', headers = {} }: Init = {}) {
  const request = new Request(`http://athena.test/api/v1/probe/${id}${query}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
    duplex: "half",
  } as RequestInit);
  const response = await route(request, { params: Promise.resolve({ id }) });
  const text = await response.text();
  return { request, response, json: JSON.parse(text) as Record<string, unknown> };
}

beforeEach(() => {
  vi.clearAllMocks();
  actorFromRequest.mockResolvedValue({ via: "token" });
  takeApiToken.mockResolvedValue({ limit: 1200, remaining: 1199, resetSeconds: 41.2, allowed: true });
});

test("answers with the API's headers and what is left of the limit", async () => {
  const { response, json } = await call({ headers: { "x-request-id": "erp-12345678" } });
  expect(json).toEqual({ done: true });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "x-request-id": "erp-12345678",
    "ratelimit-limit": "1200",
    "ratelimit-remaining": "1199",
    "ratelimit-reset": "42",
  });
});

test.each(["a b", "short", "x".repeat(200), "<script>alert(1)</script>"])(
  "a request id like %j is replaced",
  async (given) => {
    const { response } = await call({ headers: { "x-request-id": given } });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  },
);

test("asks who is calling with the headers that tell, under the id that the caller is told", async () => {
  const sent = { cookie: "athena-session=x", origin: "http://athena.test", host: "athena.test" };
  const { response } = await call({ headers: sent });
  const asked = actorFromRequest.mock.calls[0]?.[0] as Request;
  expect(asked.method).toBe("POST");
  expect(Object.fromEntries(asked.headers)).toMatchObject({
    ...sent,
    "x-request-id": response.headers.get("x-request-id"),
  });
});

test("asks who is calling before it reads anything", async () => {
  actorFromRequest.mockRejectedValue(new AppError("unauthenticated"));
  const { request, response, json } = await call({ body: "{broken" });
  expect(response.status).toBe(401);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
  expect(json).toMatchObject({ status: 401, code: "unauthenticated", title: "Unauthorized" });
  expect(request.bodyUsed).toBe(false);
  expect(takeApiToken).not.toHaveBeenCalled();
  expect(handle).not.toHaveBeenCalled();
});

test("refuses beyond the limit and says how long to wait", async () => {
  takeApiToken.mockResolvedValue({ limit: 1200, remaining: 0, resetSeconds: 7, allowed: false });
  const { request, response, json } = await call();
  expect(response.status).toBe(429);
  expect(json.code).toBe("rate_limited");
  expect(response.headers.get("retry-after")).toBe("7");
  expect(response.headers.get("ratelimit-remaining")).toBe("0");
  expect(request.bodyUsed).toBe(false);
  expect(handle).not.toHaveBeenCalled();
});

test("does not count a person's session", async () => {
  actorFromRequest.mockResolvedValue({ via: "session" });
  const { response } = await call();
  expect(response.status).toBe(200);
  expect(takeApiToken).not.toHaveBeenCalled();
  expect(response.headers.has("ratelimit-limit")).toBe(false);
});

test("what cannot be an id is not found", async () => {
  const { response, json } = await call({ id: "..%2f" });
  expect(response.status).toBe(404);
  expect(json.code).toBe("not_found");
});

test.each([
  ["?q=a&q=b", { q: ["Given more than once."] }],
  ["?other=1", { other: ["There is no such field."] }],
  ["?__proto__=1", { ["__proto__"]: ["There is no such field."] }],
])("the query %s is refused by field", async (query, errors) => {
  const { response, json } = await call({ query });
  expect(response.status).toBe(400);
  expect(json.code).toBe("invalid_request");
  expect(JSON.stringify(json.errors)).toBe(JSON.stringify(errors));
});

test.each([
  ['{"size":"1"}', ["size"]],
  ['{"size":1,"tags":["a",2]}', ["tags.1"]],
  ['{"size":1,"sha265":"x"}', ["sha265"]],
  ["[]", ["(body)"]],
  ["null", ["(body)"]],
  [null, ["(body)"]],
])("the body %s is refused by field", async (body, fields) => {
  const { response, json } = await call({ body });
  expect(response.status).toBe(400);
  expect(Object.keys(json.errors as object)).toEqual(fields);
  expect(handle).not.toHaveBeenCalled();
});

test("a body with very many unknown fields gets a short answer", async () => {
  const body = JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, i])));
  const { json } = await call({ body });
  expect(Object.keys(json.errors as object).length).toBeLessThanOrEqual(20);
});

test.each([
  ["cut short", '{"size":'],
  ["no JSON", "size=1"],
  ["not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
  ["deep", "[".repeat(500_000)],
])("a body that is %s is refused, and the next one is served", async (_, body) => {
  const { response, json } = await call({ body });
  expect(response.status).toBe(400);
  expect(json.detail).toBe("The body is not valid JSON in UTF-8.");
  expect((await call()).response.status).toBe(200);
});

test.each([
  "text/plain",
  "multipart/form-data; boundary=x",
  "application/json; charset=utf-16",
  "application/jsonp",
])("the media type %s is refused", async (type) => {
  const { response, json } = await call({ headers: { "content-type": type } });
  expect(response.status).toBe(415);
  expect(json.code).toBe("unsupported_media_type");
});

test("stops reading a body beyond 1 MiB, whatever its length was said to be", async () => {
  let pulled = 0;
  const cancelled = vi.fn();
  const body = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
    },
    cancel: cancelled,
  });
  const { response, json } = await call({ body });
  expect(response.status).toBe(413);
  expect(json.code).toBe("body_too_large");
  expect(pulled).toBeLessThan(25);
  expect(cancelled).toHaveBeenCalled();
});

test("an error nobody foresaw tells nothing but the id under which it was logged", async () => {
  const cause = new Error("password=hunter2 at 10.0.0.1");
  handle.mockRejectedValueOnce(cause);
  const { response, json } = await call();
  expect(response.status).toBe(500);
  expect(json).toEqual({
    type: "urn:athena-docs:problem:internal",
    title: "Internal Server Error",
    status: 500,
    code: "internal",
    detail: expect.any(String),
    request_id: response.headers.get("x-request-id"),
  });
  expect(JSON.stringify(json)).not.toContain("hunter2");
  expect(logged).toHaveBeenCalledWith(
    expect.objectContaining({ err: cause, requestId: json.request_id }),
    expect.any(String),
  );
});

test("an error of the layers below keeps its code, its status and its details", async () => {
  handle.mockRejectedValueOnce(new AppError("file_too_large", { limit: 10 }));
  const { response, json } = await call();
  expect(response.status).toBe(413);
  expect(json).toMatchObject({ code: "file_too_large", details: { limit: 10 } });
});

test("a database that is away is 503 and worth another try", async () => {
  handle.mockRejectedValueOnce(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }));
  const { response, json } = await call();
  expect(response.status).toBe(503);
  expect(json.code).toBe("database_unavailable");
  expect(response.headers.get("retry-after")).toBe("5");
});
