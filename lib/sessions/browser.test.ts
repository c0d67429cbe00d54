import fc from "fast-check";
import { expect, test } from "vitest";
import { browserNames } from "#lib/sessions/browser.ts";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
    { browser: "Microsoft Edge", system: "Windows" },
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    { browser: "Safari", system: "iOS" },
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    { browser: "Firefox", system: "Linux" },
  ],
  ["", { browser: null, system: null }],
  [null, { browser: null, system: null }],
  ["x".repeat(5000), { browser: null, system: null }],
])("%j is told as people call it", (userAgent, names) => expect(browserNames(userAgent)).toEqual(names));

test("whatever a header says, there is an answer", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600 }), (userAgent) => {
      const { browser, system } = browserNames(userAgent);
      expect([browser, system].every((name) => name === null || name.length > 0)).toBe(true);
    }),
  );
});
