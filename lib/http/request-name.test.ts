import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { nameRequest } from "#lib/http/request-name.ts";

/** What the id is within, and what the answer says. */
async function named(path: string, given: string | undefined, trustedHops: number) {
  let within: string | undefined;
  const server = createServer((request, response) => {
    nameRequest(request, response, trustedHops);
    within = request.headers["x-request-id"] as string;
    // A handler that names one of its own.
    response.setHeader("X-Request-Id", "another");
    response.end("ok");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const headers = given === undefined ? {} : { "X-Request-Id": given };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, host: "127.0.0.1", path, headers }, resolve).on("error", reject);
    });
    answer.resume();
    return { within, told: answer.headers["x-request-id"] };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test("a request gets an id, which its answer carries", async () => {
  const { within, told } = await named("/documents", undefined, 0);
  expect(told).toMatch(UUID);
  expect(within).toBe(told);
});

test("a browser's own id is not believed, one of a trusted proxy is", async () => {
  expect((await named("/documents", "chosen-by-somebody", 0)).told).toMatch(UUID);
  expect((await named("/documents", "chosen-by-the-proxy", 1)).told).toBe("chosen-by-the-proxy");
});

test("a program that calls the API chooses its own", async () => {
  expect((await named("/api/v1/documents?limit=1", "erp-2026-0001", 0)).told).toBe("erp-2026-0001");
});

test.each(["short", "a".repeat(65), "with space in it", 'quo"te-and-more'])(
  "an id that cannot be logged safely is replaced: %j",
  async (given) => {
    expect((await named("/api/v1/documents", given, 1)).told).toMatch(UUID);
  },
);
