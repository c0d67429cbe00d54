import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentDisposition, storedDisposition } from "#lib/storage/disposition.ts";
import { wellFormedName } from "#lib/testing/names.ts";

/** RFC 6266 and RFC 8187, strictly: the type, the plain name and the extended name, or null. */
function parse(header: string): { type: string; plain: string; name: string } | null {
  const match =
    /^(inline|attachment); filename="([\x20\x21\x23-\x5b\x5d-\x7e]*)"; filename\*=UTF-8''((?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})*)$/.exec(
      header,
    );
  const [, type, plain, name] = match ?? [];
  return type === undefined || plain === undefined || name === undefined
    ? null
    : { type, plain, name: decodeURIComponent(name) };
}

describe("a Content-Disposition", () => {
  test("brings back any name exactly, in ASCII and without a line break", () => {
    fc.assert(
      fc.property(wellFormedName, fc.constantFrom("inline" as const, "attachment" as const), (name, type) => {
        const header = contentDisposition(type, name);
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(parse(header)).toMatchObject({ type, name });
      }),
      { numRuns: 3000 },
    );
  });

  test("has a plain name that old clients can use", () => {
    expect(parse(contentDisposition("attachment", "Año 2026.pdf"))?.plain).toBe("Ano 2026.pdf");
    expect(parse(contentDisposition("attachment", 'a"b\\c%41.pdf'))?.plain).toBe("a_b_c_41.pdf");
    expect(parse(contentDisposition("attachment", "学校.pdf"))?.plain).toBe("__.pdf");
  });

  test("never names a folder in its plain name", () => {
    expect(parse(contentDisposition("attachment", "../../etc/passwd"))?.plain).not.toContain("/");
    expect(parse(contentDisposition("attachment", "℀.pdf"))?.plain).not.toContain("/");
  });

  test("that is kept with an object stays short", () => {
    fc.assert(
      fc.property(wellFormedName, (name) => {
        const kept = storedDisposition(name);
        expect(kept.length).toBeLessThanOrEqual(1000);
        expect(kept === "attachment" || parse(kept)?.name === name).toBe(true);
      }),
    );
    expect(storedDisposition("😀".repeat(255))).toBe("attachment");
  });
});
