import { expect, test } from "vitest";
import { browserOrigins, isOpen, visibleHost } from "./address.ts";

const OUTSIDE = ["192.168.1.20", "10.0.0.5"];

test("people are shown an address they can type", () => {
  expect(visibleHost("127.0.0.1")).toBe("127.0.0.1");
  expect(visibleHost("192.168.1.20")).toBe("192.168.1.20");
  expect(visibleHost("::1")).toBe("[::1]");
  expect(visibleHost("0.0.0.0", OUTSIDE)).toBe("192.168.1.20");
  expect(visibleHost("0.0.0.0", [])).toBe("127.0.0.1");
});

test("only loopback addresses are closed", () => {
  expect(["127.0.0.1", "localhost", "::1"].map(isOpen)).toEqual([false, false, false]);
  expect(["0.0.0.0", "::", "192.168.1.20"].map(isOpen)).toEqual([true, true, true]);
});

test("the store lets pages in under every name of this machine and under the public one", () => {
  const origins = browserOrigins("0.0.0.0", 3000, "https://docs.example.org/base", OUTSIDE);
  expect(origins).toEqual(
    expect.arrayContaining([
      "http://192.168.1.20:3000",
      "http://10.0.0.5:3000",
      "http://127.0.0.1:3000",
      "http://localhost:3000",
      "https://docs.example.org",
    ]),
  );
});

test("a closed app has its two names and no other", () => {
  expect(browserOrigins("127.0.0.1", 3000, undefined)).toEqual([
    "http://127.0.0.1:3000",
    "http://localhost:3000",
  ]);
});
