import type { Stretch } from "#components/preview/page-text.ts";

/** The names of highlights, as the style sheet has them. */
type Name = "pdf-match" | "pdf-current";

/** The ranges of a page's text that stretches of its runs cover. */
export function rangesOf(runs: readonly HTMLElement[], stretches: readonly Stretch[]): Range[] {
  return stretches.flatMap(({ run, start, end }) => {
    const text = runs[run]?.firstChild;
    if (!(text instanceof Text) || start >= text.length) return [];
    const range = new Range();
    range.setStart(text, start);
    range.setEnd(text, Math.min(end, text.length));
    return [range];
  });
}

/** Marks ranges on the page; the answer takes the marks away. Browsers that cannot do it show none. */
export function highlight(name: Name, ranges: readonly Range[]): () => void {
  const registry = typeof CSS === "undefined" ? undefined : (CSS.highlights as HighlightRegistry | undefined);
  if (registry === undefined || ranges.length === 0) return () => {};
  const marks = registry.get(name) ?? new Highlight();
  registry.set(name, marks);
  for (const range of ranges) marks.add(range);
  return () => {
    for (const range of ranges) marks.delete(range);
  };
}
