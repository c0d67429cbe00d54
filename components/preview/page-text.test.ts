import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findIn, foldPage, foldQuery, stretches, type TextRun } from "#components/preview/page-text.ts";

const run = (str: string, hasEOL = false): TextRun => ({ str, hasEOL });

/** The pieces of the runs that the matches of a query cover. */
function found(page: readonly TextRun[], query: string): string[] {
  const text = foldPage(page);
  const folded = foldQuery(query);
  return findIn(text, folded).map((at) =>
    stretches(text, at, folded.length)
      .map(({ run: index, start, end }) => page[index]?.str.slice(start, end))
      .join("|"),
  );
}

describe("a search in a page", () => {
  test.each([
    ["case and accents", [run("MATRÍCULA de José")], "matricula de jose", ["MATRÍCULA de José"]],
    ["accents in what is looked for", [run("el nino")], "Niño", ["nino"]],
    ["accents that are characters of their own", [run("Jose\u0301 A")], "josé a", ["Jose\u0301 A"]],
    ["a word in pieces", [run("Ma"), run("trí"), run("cula")], "matrícula", ["Ma|trí|cula"]],
    ["the end of a line", [run("hasta el", true), run("final")], "el final", ["el|final"]],
    ["a word divided at it", [run("infor-", true), run("mación")], "información", ["infor|mación"]],
    ["spaces of any kind and number", [run("a\u00A0 "), run("  b")], "a b", ["a\u00A0|b"]],
    ["ligatures", [run("o\uFB01cina")], "oficina", ["o\uFB01cina"]],
    ["every occurrence, none twice", [run("aaaa b aa")], "aa", ["aa", "aa", "aa"]],
    ["what is not there", [run("nada")], "todo", []],
    ["nothing", [run("nada")], "  ", []],
    ["what means something elsewhere", [run("50% (a.b)*")], "(a.b)*", ["(a.b)*"]],
  ])("%s", (_, page, query, expected) => expect(found(page, query)).toEqual(expected));

  test("a hyphen that is meant stays: compounds and numbers", () => {
    expect(found([run("Ana-", true), run("Belén")], "ana- belen")).toHaveLength(1);
    expect(found([run("2025-", true), run("2026")], "2025- 2026")).toHaveLength(1);
  });

  const word = fc.string({
    unit: fc.constantFrom(..."abcdéÉñÑ 1,.ß".split("")),
    minLength: 1,
    maxLength: 30,
  });

  test("finds every part of a text, however it is cut into runs", () => {
    fc.assert(
      fc.property(
        word,
        fc.array(fc.nat(30), { maxLength: 5 }),
        fc.nat(30),
        fc.nat(30),
        (text, cuts, a, b) => {
          const part = text.slice(Math.min(a, b), Math.max(a, b));
          const query = foldQuery(part);
          fc.pre(query !== "");
          const edges = [
            0,
            ...cuts.filter((cut) => cut < text.length).toSorted((x, y) => x - y),
            text.length,
          ];
          const page = edges.slice(1).map((end, index) => run(text.slice(edges[index], end)));
          const pieces = found(page, part);
          expect(pieces.length).toBeGreaterThan(0);
          for (const piece of pieces) expect(foldQuery(piece.replaceAll("|", ""))).toBe(query);
        },
      ),
    );
  });

  test("takes whatever a file holds", () => {
    const anything = fc.array(fc.record({ str: fc.string({ unit: "binary" }), hasEOL: fc.boolean() }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(anything, fc.string({ unit: "binary" }), (page, query) => {
        const text = foldPage(page);
        const folded = foldQuery(query);
        for (const at of findIn(text, folded)) {
          for (const { run: index, start, end } of stretches(text, at, folded.length)) {
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(page[index]?.str.length ?? -1);
          }
        }
      }),
    );
  });
});
