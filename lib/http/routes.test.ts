import { expect, test } from "vitest";
import { routeNames } from "#lib/http/routes.ts";

const name = routeNames({
  staticRoutes: [
    { page: "/", regex: "^/(?:/)?$" },
    { page: "/documents", regex: "^/documents(?:/)?$" },
  ],
  dynamicRoutes: [
    { page: "/api/v1/documents/[id]", regex: "^/api/v1/documents/([^/]+?)(?:/)?$" },
    { page: "/api/v1/[[...path]]", regex: "^/api/v1(?:/(.+?))?(?:/)?$" },
    { page: "/documents/[id]", regex: "^/documents/([^/]+?)(?:/)?$" },
  ],
});

test.each([
  ["/", "/"],
  ["/documents", "/documents"],
  ["/documents/", "/documents"],
  ["/documents/0198f1de-7b1f-7c3a-8c55-0123456789ab", "/documents/[id]"],
  ["/api/v1/documents/x", "/api/v1/documents/[id]"],
  ["/api/v1/anything/at/all", "/api/v1/[[...path]]"],
  ["//", "/"],
  [`/documents${"/".repeat(8_000)}`, "/documents"],
  [`${"/".repeat(8_000)}x`, "other"],
  ["/_next/static/chunks/1a2b.js", "/_next"],
  ["/wp-login.php", "other"],
  ["/documents/one/two", "other"],
])("%s is %s", (address, route) => {
  expect(name(address)).toBe(route);
});
