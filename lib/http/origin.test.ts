import { describe, expect, test } from "vitest";
import { clientAddress, PEER_ADDRESS_HEADER, requestOrigin } from "#lib/http/origin.ts";

const headersOf = (forwarded: string | null, peer = "198.51.100.7") =>
  new Headers({ [PEER_ADDRESS_HEADER]: peer, ...(forwarded !== null && { "x-forwarded-for": forwarded }) });

describe("the address of a caller", () => {
  test.each([
    // Nobody stands in front: whatever a client says of itself is made up.
    [null, 0, "198.51.100.7"],
    ["203.0.113.9", 0, "198.51.100.7"],
    ["203.0.113.9, 192.0.2.1", 0, "198.51.100.7"],
    // One proxy: the entry that it added, not what the client sent before.
    ["203.0.113.9", 1, "203.0.113.9"],
    ["1.1.1.1, 203.0.113.9", 1, "203.0.113.9"],
    ["1.1.1.1,2.2.2.2 , 203.0.113.9", 1, "203.0.113.9"],
    // Two proxies: the one that the outer added.
    ["1.1.1.1, 203.0.113.9, 10.0.0.1", 2, "203.0.113.9"],
    // Called past the proxies: the socket.
    [null, 1, "198.51.100.7"],
    ["", 1, "198.51.100.7"],
    ["203.0.113.9", 2, "198.51.100.7"],
  ])("with X-Forwarded-For %j behind %i proxies is %s", (forwarded, hops, address) => {
    expect(clientAddress(headersOf(forwarded), hops)).toBe(address);
  });

  test("is unknown rather than invented where there is no socket", () => {
    expect(clientAddress(new Headers({ "x-forwarded-for": "203.0.113.9" }), 0)).toBeNull();
  });
});

describe("what the audit keeps of a request", () => {
  test("a sane request id of the caller's, else a new one", () => {
    const id = (given: string) => requestOrigin(new Headers({ "x-request-id": given }), 0).requestId;
    expect(id("abcd-1234")).toBe("abcd-1234");
    for (const bad of ["", "short", "with space here", "x".repeat(65), '{"a":1}xxx'])
      expect(id(bad)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("a user agent of reasonable length", () => {
    expect(requestOrigin(new Headers({ "user-agent": "x".repeat(9000) }), 0).userAgent).toHaveLength(300);
    expect(requestOrigin(new Headers(), 0).userAgent).toBeNull();
  });
});
