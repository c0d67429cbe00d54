import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_TYPE_SLUG } from "#lib/reports/constants.ts";
import { reportType } from "#lib/reports/schema.ts";
import { freeSlug } from "#lib/reports/slug.ts";

test.each([
  ["Informe de evaluación", [], "informe-de-evaluacion"],
  ["Report card", [], "report-card-2"],
  ["Report", [], "report-2"],
  ["Música", ["musica", "musica-2"], "musica-3"],
  ["通知表", [], "type"],
])("%s", (name, taken, slug) => {
  expect(freeSlug(name, taken)).toBe(slug);
});

test("whatever a type is called, its slug can stand in a key and is nobody else's", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), fc.array(fc.string()), (name, others) => {
      const taken = [...others, freeSlug(name, [])];
      const slug = freeSlug(name, taken);
      expect(reportType.safeParse(slug).success).toBe(true);
      expect(slug.length).toBeLessThanOrEqual(MAX_TYPE_SLUG);
      expect(taken).not.toContain(slug);
    }),
  );
});
