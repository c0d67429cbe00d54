import { describe, expect, it } from "vitest";
import { chooseLocale } from "#lib/i18n/negotiate.ts";

describe("chooseLocale", () => {
  it("takes the cookie before the account before the browser", () => {
    expect(chooseLocale({ cookie: "es", account: "en", accepted: "en" })).toBe("es");
    expect(chooseLocale({ account: "es", accepted: "en" })).toBe("es");
    expect(chooseLocale({ accepted: "es-MX,en;q=0.5" })).toBe("es");
  });

  it("passes over what the pages are not written in", () => {
    expect(chooseLocale({ cookie: "tlh", accepted: "fr, de;q=0.9, es;q=0.4" })).toBe("es");
    expect(chooseLocale({ accepted: "fr" })).toBe("en");
  });

  it("goes by weight, and never takes what weighs nothing", () => {
    expect(chooseLocale({ accepted: "en;q=0.3,es;q=0.8" })).toBe("es");
    expect(chooseLocale({ accepted: "es;q=0,en;q=0.1" })).toBe("en");
    expect(chooseLocale({ accepted: "es;q=much,*" })).toBe("en");
    expect(chooseLocale({ accepted: null })).toBe("en");
  });
});
