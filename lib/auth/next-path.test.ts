import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPath } from "#lib/auth/next-path.ts";

test.each(["/documents", "/documents?q=a%2Fb&kind=report#top", "/trash", "/", "/a//b"])(
  "%j is a place to go on to",
  (path) => expect(nextPath(path)).toBe(path),
);

test.each([
  undefined,
  "",
  "documents",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  " //evil.example",
  // These become //evil.example once dots are resolved.
  "/.//evil.example",
  "/..//evil.example",
  "/%2e//evil.example",
  "/a/..//evil.example",
  "/a/%2E%2e//evil.example",
  "/./\\evil.example",
])("%j leads to the documents", (path) => expect(nextPath(path)).toBe("/documents"));

test("nothing leads to another site", () => {
  const part = fc.constantFrom(
    "/",
    "//",
    "\\",
    ".",
    "..",
    "%2e",
    "%2f",
    "%5c",
    "\t",
    "\r",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
    "https:",
    "a",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
      const path = nextPath(`/${parts.join("")}`);
      expect(new URL(path, "https://docs.example.org").origin).toBe("https://docs.example.org");
      expect(path.startsWith("//")).toBe(false);
    }),
    { numRuns: 5000 },
  );
});
