import { expect, test, vi } from "vitest";
import { apiMethods, nothingHere } from "#lib/api/methods.ts";

vi.mock("#lib/log.ts", () => ({ log: { error: vi.fn() } }));

const context = { params: Promise.resolve({}) };
const request = (method: string) => new Request("http://athena.test/api/v1/probe", { method });

test("other methods are refused with a problem that names those there are", async () => {
  const methods = apiMethods({ GET: async () => Response.json({}) });
  for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
    const response = await methods[method](request(method), context);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(await response.json()).toMatchObject({ code: "method_not_allowed", status: 405 });
  }
});

test("OPTIONS names the methods and opens nothing to other sites", async () => {
  const methods = apiMethods({ POST: async () => Response.json({}) });
  const response = await methods.OPTIONS(request("OPTIONS"), context);
  expect(response.status).toBe(204);
  expect(response.headers.get("allow")).toBe("POST, OPTIONS");
  expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

test("HEAD is GET without its body, which is let go of", async () => {
  const cancel = vi.fn();
  const methods = apiMethods({
    GET: async () =>
      new Response(new ReadableStream({ cancel }), { status: 206, headers: { "Content-Length": "5" } }),
  });
  const response = await methods.HEAD(request("HEAD"), context);
  expect(response.status).toBe(206);
  expect(response.headers.get("content-length")).toBe("5");
  expect(response.body).toBeNull();
  expect(cancel).toHaveBeenCalledOnce();
});

test("an address that is none answers a problem to every method", async () => {
  for (const handler of Object.values(nothingHere())) {
    const response = await handler(request("GET"), context);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  }
});
