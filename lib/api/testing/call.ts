import { globSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { RouteHandler } from "#lib/api/route.ts";
import { checkExchange } from "#lib/api/testing/contract.ts";
import type { Caller } from "#lib/api/testing/school.ts";

const HOST = "athena.test";

type Route = Record<string, RouteHandler>;
type Answer = { status: number; headers: Headers; json: Record<string, unknown>; bytes: Buffer };
type Init = {
  as?: Caller;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string | undefined>;
  signal?: AbortSignal;
};

/** The route files with the addresses they serve; those with a parameter after those without, as in Next. */
const ROUTES = globSync("app/api/{v1,health,ready}/**/route.ts")
  .filter((file) => !file.includes("[["))
  .sort((a, b) => Number(a.includes("[id]")) - Number(b.includes("[id]")))
  .map((file) => {
    const path = file.replace(/^app/, "").replace(/\/route\.ts$/, "");
    return { file, pattern: new RegExp(`^${path.replace("[id]", "(?<id>[^/]+)")}$`) };
  });

const NOWHERE = "app/api/v1/[[...path]]/route.ts";

const load = async (file: string) => (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Route;

/** The real handler of an address, and what the address names; that of none where there is no such address. */
export async function routeOf(
  method: string,
  pathname: string,
): Promise<{ handler: RouteHandler; params: Record<string, string> }> {
  for (const { file, pattern } of ROUTES) {
    const match = pattern.exec(pathname);
    if (match === null) continue;
    return { handler: (await load(file))[method] as RouteHandler, params: { ...match.groups } };
  }
  return { handler: (await load(NOWHERE))[method] as RouteHandler, params: {} };
}

/** Calls the real handler of an address, and answers what it answers: its body is for the caller to read. */
export async function open(method: string, path: string, init: Init = {}): Promise<Response> {
  const url = new URL(path, `http://${HOST}`);
  const headers = new Headers({ host: HOST, ...init.as });
  if (init.as?.cookie !== undefined) headers.set("origin", `http://${HOST}`);
  if (init.json !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(init.headers ?? {})) {
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
  }
  const body = init.json === undefined ? (init.body ?? null) : JSON.stringify(init.json);
  const { handler, params } = await routeOf(method, url.pathname);
  const { signal } = init;
  const sent = { method, headers, body, duplex: "half", ...(signal && { signal }) } as RequestInit;
  return handler(new Request(url, sent), { params: Promise.resolve(params) });
}

/**
 * Calls the real handler of an address, and holds its answer against the OpenAPI document. A signed-in caller comes from our own page unless
 * `headers` say otherwise.
 */
export async function call(method: string, path: string, init: Init = {}): Promise<Answer> {
  const response = await open(method, path, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  checkExchange({ method, url: new URL(path, `http://${HOST}`), sent: init, response, bytes });
  const isJson = response.headers.get("content-type")?.includes("json") === true && bytes.length > 0;
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: isJson ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {},
  };
}
