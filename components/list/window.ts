/** Lines of a list, from one to before another. */
export type Stretch = { from: number; to: number };

/** How items lie: how many beside each other, and how high a line of them is (pixels). */
export type Layout = { columns: number; line: number };

/** What stands in the page: an item, or room (pixels) for those that are left out. */
export type Piece = { index: number } | { gap: number; before: number };

/** Lists up to this many items are in the page as a whole, so that the browser's own search finds all of them. */
export const WHOLE = 100;

/** Lines are drawn and left out this many at a time: most steps of a scroll then change nothing. */
const STEP = 4;

/** How many lines `count` items take. */
export function linesOf(count: number, columns: number): number {
  return Math.ceil(count / columns);
}

/**
 * The lines to draw: those in sight, and half a window's worth above and below, for a scroll is drawn after it is made.
 * @param view where the first line begins below the top of the window, and how high the window is (pixels).
 */
export function stretchInSight(view: { top: number; height: number }, line: number, lines: number): Stretch {
  const spare = view.height / 2;
  const first = Math.floor((-view.top - spare) / line / STEP) * STEP;
  const last = Math.ceil((view.height - view.top + spare) / line / STEP) * STEP;
  // One at least: it is what the others are measured by.
  const from = Math.min(Math.max(first, 0), Math.max(lines - 1, 0));
  return { from, to: Math.min(Math.max(last, from + 1), lines) };
}

/**
 * What stands in the page, from top to bottom: the items of the stretch, those that are kept with their whole lines
 * wherever they are, and room for the rest.
 */
export function piecesOf(
  count: number,
  { columns, line }: Layout,
  shown: Stretch,
  kept: readonly number[],
): Piece[] {
  const lines = linesOf(count, columns);
  const apart = new Set(kept.map((index) => Math.floor(index / columns)));
  const stretches = [...apart]
    .filter((at) => at >= 0 && at < lines && (at < shown.from || at >= shown.to))
    .map((at) => ({ from: at, to: at + 1 }));
  const pieces: Piece[] = [];
  let done = 0;
  const leaveOut = (to: number) => {
    if (to > done) pieces.push({ gap: (to - done) * line, before: to * columns });
  };
  for (const { from, to } of [...stretches, shown].toSorted((a, b) => a.from - b.from)) {
    leaveOut(from);
    for (let index = from * columns; index < Math.min(to * columns, count); index += 1)
      pieces.push({ index });
    done = to;
  }
  leaveOut(lines);
  return pieces;
}

/** All of them, one after the other. */
export function wholeOf(count: number): Piece[] {
  return Array.from({ length: count }, (_, index) => ({ index }));
}
