import { type BuiltInType, MAX_TERM } from "#lib/reports/constants.ts";
import { nameWords, wordsOf } from "#lib/reports/match/words.ts";
import type { ReportType } from "#lib/reports/types.ts";

/** What a file's name says of its report; null for what it does not say. */
export type Guess = { type: string | null; year: number | null; term: number | null };

const SPELLINGS: Readonly<Record<BuiltInType, readonly string[]>> = {
  "report-card": [
    "report card",
    "reportcard",
    "boletín de notas",
    "boletín",
    "boletines",
    "calificaciones",
    "notas",
  ],
  transcript: ["transcript", "expediente académico", "expediente", "historial académico"],
  certificate: ["certificate", "certificado", "diploma"],
};

const TERM_WORDS = new Set(
  "term trimestre trimester semester semestre quarter cuatrimestre bimestre evaluacion".split(" "),
);
const ORDINALS: readonly ReadonlySet<string>[] = [
  "first 1st primer primero primera i autumn fall michaelmas winter",
  "second 2nd segundo segunda ii spring lent",
  "third 3rd tercer tercero tercera iii summer trinity",
  "fourth 4th cuarto cuarta iv",
].map((words) => new Set(words.split(" ")));

const isRow = (words: readonly string[], part: readonly string[]) =>
  words.some((_, at) => part.every((word, offset) => words[at + offset] === word));

function typeOf(words: readonly string[], types: readonly ReportType[]): string | null {
  const spelled = types.flatMap(({ slug, name }) =>
    [...(name === null ? SPELLINGS[slug as BuiltInType] : [name]), slug].map((text) => ({
      slug,
      part: wordsOf(text),
    })),
  );
  // The longest says most: a "final report card" is no "report card" where a school has both.
  const fitting = spelled.filter(({ part }) => part.length > 0 && isRow(words, part));
  return fitting.toSorted((a, b) => b.part.length - a.part.length)[0]?.slug ?? null;
}

const ofTerms = (number: number) => (number >= 1 && number <= MAX_TERM ? number : null);

/** The number that a word counts a term with: "2", "2nd", "2ª", "segundo", "II". */
function ordinal(word: string | undefined): number | null {
  if (word === undefined) return null;
  const digits = /^(\d)(?:er|o|a|ro|do|st|nd|rd|th)?$/.exec(word)?.[1];
  return ofTerms(digits === undefined ? ORDINALS.findIndex((words) => words.has(word)) + 1 : Number(digits));
}

function termOf(words: readonly string[]): number | null {
  for (const [at, word] of words.entries()) {
    const short = /^(?:t|q|s|term|sem|trim|eval)(\d)$/.exec(word)?.[1];
    if (short !== undefined && ofTerms(Number(short)) !== null) return Number(short);
    if (!TERM_WORDS.has(word)) continue;
    // "1er trimestre" and "Term 1"; of "Term 1 2nd draft" the number beside the word counts.
    const found = /^\d+$/.test(words[at + 1] ?? "")
      ? (ordinal(words[at + 1]) ?? ordinal(words[at - 1]))
      : (ordinal(words[at - 1]) ?? ordinal(words[at + 1]));
    if (found !== null) return found;
  }
  return null;
}

/** The year in which a school year begins: 2025 for "2025", "2025-26", "2025-2026" and "25-26". */
function yearOf(words: readonly string[]): number | null {
  const whole = words.find((word) => /^(?:199|20\d|21\d)\d$/.test(word));
  if (whole !== undefined) return Number(whole);
  const at = words.findIndex(
    (word, index) => /^\d\d$/.test(word) && Number(words[index + 1]) === Number(word) + 1,
  );
  return at === -1 || !/^\d\d$/.test(words[at + 1] ?? "") ? null : 2000 + Number(words[at]);
}

/** What type, year and part of the year a file's name speaks of. */
export function guessReport(filename: string, types: readonly ReportType[]): Guess {
  const words = nameWords(filename);
  return { type: typeOf(words, types), year: yearOf(words), term: termOf(words) };
}
