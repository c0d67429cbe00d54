import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf, type Piece, piecesOf, stretchInSight } from "#components/list/window.ts";

const layouts = fc.record({
  columns: fc.integer({ min: 1, max: 8 }),
  line: fc.integer({ min: 20, max: 300 }),
});
const counts = fc.integer({ min: 1, max: 20_000 });

/** The pieces of a list that is scrolled by `scrolled` pixels in a window of 900. */
function seen(count: number, layout: { columns: number; line: number }, scrolled: number, kept: number[]) {
  const lines = linesOf(count, layout.columns);
  const shown = stretchInSight({ top: 200 - scrolled, height: 900 }, layout.line, lines);
  return { shown, lines, pieces: piecesOf(count, layout, shown, kept) };
}

const indexes = (pieces: readonly Piece[]) =>
  pieces.flatMap((piece) => ("index" in piece ? [piece.index] : []));

describe("what of a long list is in the page", () => {
  it("is as high in all as the whole list, in order, nothing twice", () => {
    fc.assert(
      fc.property(
        counts,
        layouts,
        fc.nat(3_000_000),
        fc.array(fc.nat(25_000), { maxLength: 3 }),
        (count, layout, scrolled, kept) => {
          const { lines, pieces } = seen(count, layout, scrolled, kept);
          const drawn = indexes(pieces);
          expect(drawn).toEqual([...new Set(drawn)].toSorted((a, b) => a - b));
          const gaps = pieces.reduce((sum, piece) => sum + ("gap" in piece ? piece.gap : 0), 0);
          const drawnLines = new Set(drawn.map((index) => Math.floor(index / layout.columns))).size;
          expect(gaps + drawnLines * layout.line).toBe(lines * layout.line);
          // Room stands for whole lines only, and always before the item that it names.
          expect(drawn.length).toBeGreaterThan(0);
          for (const [at, piece] of pieces.entries()) {
            const next = pieces[at + 1];
            if ("gap" in piece && next) expect(next).toEqual({ index: piece.before });
          }
        },
      ),
    );
  });

  it("has every item whose line is in the window, and not many more", () => {
    fc.assert(
      fc.property(counts, layouts, fc.nat(3_000_000), (count, layout, scrolled) => {
        const { pieces, lines } = seen(count, layout, scrolled, []);
        const drawn = new Set(indexes(pieces));
        for (
          let line = Math.floor((scrolled - 200) / layout.line);
          line * layout.line < scrolled + 700;
          line += 1
        ) {
          if (line < 0 || line >= lines) continue;
          expect(drawn.has(line * layout.columns)).toBe(true);
          expect(drawn.has(Math.min(line * layout.columns + layout.columns, count) - 1)).toBe(true);
        }
        expect(drawn.size).toBeLessThanOrEqual((1800 / layout.line + 10) * layout.columns);
      }),
    );
  });

  it("keeps what has the focus with its whole line, wherever it is", () => {
    fc.assert(
      fc.property(counts, layouts, fc.nat(3_000_000), fc.nat(), (count, layout, scrolled, any) => {
        const kept = any % count;
        const drawn = indexes(seen(count, layout, scrolled, [kept]).pieces);
        const first = kept - (kept % layout.columns);
        const line = Array.from({ length: Math.min(layout.columns, count - first) }, (_, at) => first + at);
        expect(drawn).toEqual(expect.arrayContaining(line));
      }),
    );
  });

  it("keeps nothing that is not in the list", () => {
    expect(piecesOf(3, { columns: 1, line: 44 }, { from: 0, to: 3 }, [-1, 3])).toEqual([
      { index: 0 },
      { index: 1 },
      { index: 2 },
    ]);
  });
});
