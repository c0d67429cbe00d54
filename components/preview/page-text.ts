/** A run of text as the PDF has it: lines, words and even single words come in pieces. */
export type TextRun = { str: string; hasEOL: boolean };

/** A stretch of one run: where a match begins and ends in it. */
export type Stretch = { run: number; start: number; end: number };

/** The text of a page, folded, with the run and the place in it that every folded character comes from. */
export type PageText = { folded: string; runs: Uint32Array; offsets: Uint32Array };

const kept = new Map<string, string>();

/** A character without case, accents and ligatures; any white space is one kind. */
function foldCharacter(character: string): string {
  const known = kept.get(character);
  if (known !== undefined) return known;
  const folded = /^\s$/u.test(character)
    ? " "
    : character
        .toLowerCase()
        .normalize("NFKD")
        .replace(/\p{M}|\p{Cf}/gu, "");
  kept.set(character, folded);
  return folded;
}

/** What somebody looks for, as pages are compared with it: "Matrícula  de" finds "MATRICULA de". */
export function foldQuery(query: string): string {
  return Array.from(query.trim(), foldCharacter).join("").replace(/ +/g, " ");
}

/** Folds a page's runs into one text. Ends of lines count as spaces, and words divided at them are joined. */
export function foldPage(page: readonly TextRun[]): PageText {
  const characters: string[] = [];
  const runs: number[] = [];
  const offsets: number[] = [];
  const add = (folded: string, run: number, offset: number) => {
    for (const unit of folded.split("")) {
      if (unit === " " && (characters.at(-1) ?? " ") === " ") continue;
      characters.push(unit);
      runs.push(run);
      offsets.push(offset);
    }
  };
  const dropLast = () => {
    characters.pop();
    runs.pop();
    offsets.pop();
  };
  page.forEach(({ str, hasEOL }, run) => {
    let offset = 0;
    for (const character of str) {
      add(foldCharacter(character), run, offset);
      offset += character.length;
    }
    if (!hasEOL) return;
    const next = () => page.slice(run + 1).find((later) => later.str.trim() !== "")?.str ?? "";
    const divided = /\p{Ll}[-\u2010]\s*$/u.test(str) && /^\s*\p{Ll}/u.test(next());
    if (!divided) return add(" ", run, str.length);
    while (characters.at(-1) === " ") dropLast();
    dropLast();
  });
  return { folded: characters.join(""), runs: Uint32Array.from(runs), offsets: Uint32Array.from(offsets) };
}

/** Where a folded query begins in a page, each after the end of the one before. */
export function findIn({ folded }: PageText, query: string): number[] {
  const found: number[] = [];
  if (query === "") return found;
  for (let at = folded.indexOf(query); at !== -1; at = folded.indexOf(query, at + query.length)) {
    found.push(at);
  }
  return found;
}

/** The stretches of runs that a match covers. */
export function stretches({ runs, offsets }: PageText, start: number, length: number): Stretch[] {
  const covered: Stretch[] = [];
  for (let at = start; at < start + length; at += 1) {
    const run = runs[at] ?? 0;
    const offset = offsets[at] ?? 0;
    const last = covered.at(-1);
    if (last?.run === run) last.end = offset + 1;
    else covered.push({ run, start: offset, end: offset + 1 });
  }
  return covered;
}
