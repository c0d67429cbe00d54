import { expect, test } from "vitest";
import { baseHeaders } from "#lib/http/headers.ts";

test("browsers are held to https for a year, where they came by it", () => {
  const { "Strict-Transport-Security": value } = baseHeaders({ pathname: "/documents", https: true });
  expect(value).toBe("max-age=31536000; includeSubDomains");
  expect(baseHeaders({ pathname: "/documents", https: false })).not.toHaveProperty(
    "Strict-Transport-Security",
  );
});

test("an address with a secret in it is told to nobody", () => {
  for (const pathname of ["/setup", "/invite", "/reset"]) {
    expect(baseHeaders({ pathname, https: true })["Referrer-Policy"]).toBe("no-referrer");
  }
});
