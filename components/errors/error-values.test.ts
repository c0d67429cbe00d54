import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { errorValues } from "#components/errors/error-values.ts";
import { ERROR_STATUS, type ErrorCode, type ErrorDetails } from "#lib/errors.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

function sentence(code: ErrorCode, details: ErrorDetails, locale: "en" | "es" = "en"): string {
  const t = createTranslator({ locale, messages: locale === "en" ? en : es, namespace: "errors" });
  return t(code, errorValues(details, locale) as never);
}

const DETAILS: ErrorDetails = {
  limit: 10 * 1024 * 1024,
  size: 12_300_000,
  used: 9_000_000,
  expected: "application/pdf",
  found: "text/html",
  type: "image/svg+xml",
  accepted: "application/pdf, image/jpeg",
  minimum: 12,
  maximum: 100_000,
  seconds: 840,
};

describe("errorValues", () => {
  it("names what is known", () => {
    expect(sentence("file_too_large", DETAILS)).toBe(
      "The file has 12.3 MB; at most 10 MB are taken here. Make it smaller, or split it.",
    );
    expect(sentence("content_mismatch", DETAILS)).toContain("The name says PDF, but what is in it is HTML.");
    expect(sentence("unsupported_type", DETAILS)).toBe(
      "Files of the type SVG are not taken here. Taken are: PDF, JPEG.",
    );
    expect(sentence("too_many_matches", DETAILS)).toContain("More than 100,000 files fit");
    expect(sentence("rate_limited", DETAILS)).toContain("Try again in 14 minutes.");
    expect(sentence("quota_exceeded", { limit: 5e11, used: 4.99e11, left: 1e9, size: 2e9, trash: 3e9 })).toBe(
      "The school has 1 GB left of its 500 GB, and this file takes 2 GB. The trash takes 3 GB: it counts until it is " +
        "emptied. Delete for good what is not needed, or ask an administrator for more room.",
    );
    expect(sentence("size_mismatch", { expected: 100, found: 90 })).toContain("100 bytes were announced");
  });

  it.each(["en", "es"] as const)("leaves whole sentences when nothing is known (%s)", (locale) => {
    for (const code of Object.keys(ERROR_STATUS) as ErrorCode[]) {
      const text = sentence(code, {}, locale);
      expect(text).not.toMatch(/none|undefined|[{}]|errors\./);
      expect(text).toMatch(/^[A-Z¿¡].*[.]$/);
    }
  });
});
