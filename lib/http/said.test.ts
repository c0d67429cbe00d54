import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_SAID, readSaid } from "#lib/http/said.ts";

const headers = (who: string, what?: string) =>
  new Headers({ "athena-on-behalf-of": who, ...(what !== undefined && { "athena-purpose": what }) });

test("names in any script come as percent-encoded UTF-8", () => {
  const { said, wrong } = readSaid(headers(encodeURIComponent("Zoë Muñoz"), "Traslado de expediente"));
  expect([said, wrong]).toEqual([{ on_behalf_of: "Zoë Muñoz", purpose: "Traslado de expediente" }, null]);
});

test("nothing is said by no header, or an empty one", () => {
  expect(readSaid(new Headers())).toEqual({ said: {}, wrong: null });
  expect(readSaid(headers("  "))).toEqual({ said: {}, wrong: null });
});

test.each(["%", "%ff", "a%0Ab", "%00", "x".repeat(MAX_SAID + 1)])(
  "%s is refused by its header's name",
  (text) => {
    expect(readSaid(headers(text))).toEqual({ said: {}, wrong: "Athena-On-Behalf-Of" });
  },
);

test("whatever is encoded comes back, or is refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (name) => {
      const { said, wrong } = readSaid(headers(encodeURIComponent(name)));
      if (wrong === null) expect(said.on_behalf_of ?? "").toBe(name.normalize("NFC").trim());
      else expect(/\p{Cc}/u.test(name) || name.normalize("NFC").length > MAX_SAID).toBe(true);
    }),
  );
});
