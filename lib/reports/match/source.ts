/** A stretch of one line: from one word up to another, which is not of it any more. */
export type Span = { line: number; from: number; to: number };

/** Whether a span lies within another, the same one included. */
export function isWithin(inner: Span, outer: Span): boolean {
  return inner.line === outer.line && inner.from >= outer.from && inner.to <= outer.to;
}

/** What a file says, in lines of words, and where in them each word stands. */
export class Source {
  readonly lines: readonly (readonly string[])[];
  readonly #places = new Map<string, Span[]>();

  constructor(lines: readonly (readonly string[])[]) {
    this.lines = lines;
    lines.forEach((words, line) => {
      words.forEach((word, at) => {
        const before = this.#places.get(word) ?? [];
        this.#places.set(word, [...before, { line, from: at, to: at + 1 }]);
      });
    });
  }

  words(): Iterable<string> {
    return this.#places.keys();
  }

  wordAt(line: number, at: number): string | undefined {
    return this.lines[line]?.[at];
  }

  /** Where a word stands. */
  places(word: string): readonly Span[] {
    return this.#places.get(word) ?? [];
  }

  /** Where these words stand one after the other, or in one piece: "anne marie" and "annemarie". */
  find(words: readonly string[]): Span[] {
    const [first, ...others] = words;
    if (first === undefined) return [];
    const inRow = this.places(first)
      .filter(({ line, to }) => others.every((word, at) => this.wordAt(line, to + at) === word))
      .map((span) => ({ ...span, to: span.to + others.length }));
    return others.length === 0 ? inRow : [...inRow, ...this.places(words.join(""))];
  }
}
