import { MAX_CANDIDATES } from "#lib/reports/constants.ts";
import {
  type Candidate,
  type Evidence,
  evidenceOf,
  isPartOf,
  type Person,
  STRENGTH,
  toPerson,
} from "#lib/reports/match/evidence.ts";
import { Source } from "#lib/reports/match/source.ts";
import { nameWords, wordsOf } from "#lib/reports/match/words.ts";

/** A file to be matched: by its name, and by the text of its first page where that was read. */
export type MatchFile = { name: string; text?: string | undefined };

/** Whom a file is about. It is certain of one student or of none; what is not certain a person decides. */
export type Match =
  | { is: "certain"; by: "id" | "name" | "text"; student: Candidate }
  /** The likeliest first. */
  | { is: "ambiguous"; candidates: Candidate[] }
  | { is: "unmatched" };

type Found = Evidence & { candidate: Candidate };

/** The one of whom it is certain, if there is one. */
function certainOf(found: readonly Found[]): Found | null {
  const byId = found.filter(({ strength }) => strength === STRENGTH.id);
  const strongest = byId.length > 0 ? byId : found.filter(({ strength }) => strength === STRENGTH.nameAlone);
  const [only, ...more] = strongest;
  if (only === undefined || more.length > 0) return null;
  const others = found.filter((one) => one !== only && one.strength >= STRENGTH.name);
  // An id decides between two of one name; a name alone only where the other's is a part of it.
  const isLess = (other: Found) =>
    isPartOf(other.names, only.names) && (byId.length > 0 || !isPartOf(only.names, other.names));
  return others.every(isLess) ? only : null;
}

function ambiguous(found: readonly Found[]): Match {
  // One word of a family name means something where nothing else does.
  const better = found.filter(({ strength }) => strength > STRENGTH.hint);
  const shown = (better.length > 0 ? better : found).toSorted((a, b) => b.strength - a.strength);
  const candidates = new Map(shown.map(({ candidate }) => [candidate.id, candidate]));
  if (candidates.size === 0) return { is: "unmatched" };
  return { is: "ambiguous", candidates: [...candidates.values()].slice(0, MAX_CANDIDATES) };
}

/** The text is asked where the name says nothing certain, and may only choose among those whom the name speaks of. */
function decide(inName: readonly Found[], inText: readonly Found[]): Match {
  const named = certainOf(inName);
  if (named !== null) {
    return { is: "certain", by: named.strength === STRENGTH.id ? "id" : "name", student: named.candidate };
  }
  const told = certainOf(inText);
  const whole = inName.filter(({ strength }) => strength >= STRENGTH.name);
  const possible = whole.length > 0 ? whole : inName;
  const fits = possible.length === 0 || possible.some(({ candidate }) => candidate.id === told?.candidate.id);
  if (told !== null && fits) return { is: "certain", by: "text", student: told.candidate };
  return ambiguous([...possible, ...inText]);
}

/** Files of a drop from which on, and the share of their names in which, a word belongs to the drop. */
const FEW = 10;
const MOST = 0.8;

/** Words that nearly all files of a drop have in their names: the school's, the class teacher's. */
export function commonWords(names: readonly string[]): string[] {
  if (names.length < FEW) return [];
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const word of new Set(nameWords(name))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].flatMap(([word, count]) => (count >= names.length * MOST ? word : []));
}

type Sources = { name: Source; text: Source; inName: Found[]; inText: Found[] };

/** The words by which a file that speaks of somebody is found; every file that does has one of them. */
function keysOf({ given, family, external }: Person): string[] {
  const both = [
    [...given, ...family],
    [...family, ...given],
  ];
  return [
    ...family,
    family.join(""),
    external[0] ?? "",
    external.join(""),
    ...both.map((all) => all.join("")),
  ];
}

/** Compares files with one student after the other, however many the school has; each is looked at once. */
export class Matcher {
  readonly #files: readonly Sources[];
  readonly #filesOf = new Map<string, Set<Sources>>();
  readonly #isCommon: (word: string) => boolean;

  /** @param common words that belong to nobody: `commonWords`, and those of the school's name. */
  constructor(files: readonly MatchFile[], common: readonly string[] = []) {
    const nobodys = new Set(common);
    this.#isCommon = (word) => nobodys.has(word);
    this.#files = files.map(({ name, text = "" }) => ({
      name: new Source([nameWords(name)]),
      text: new Source(text.split(/\r?\n/).map(wordsOf)),
      inName: [],
      inText: [],
    }));
    for (const file of this.#files) {
      for (const word of new Set([...file.name.words(), ...file.text.words()])) {
        this.#filesOf.set(word, (this.#filesOf.get(word) ?? new Set()).add(file));
      }
    }
  }

  consider(candidate: Candidate): void {
    const person = toPerson(candidate);
    const files = new Set(keysOf(person).flatMap((key) => [...(this.#filesOf.get(key) ?? [])]));
    for (const file of files) {
      const inName = evidenceOf(file.name, person, this.#isCommon, false);
      const inText = evidenceOf(file.text, person, this.#isCommon, true);
      if (inName !== null) file.inName.push({ ...inName, candidate });
      if (inText !== null) file.inText.push({ ...inText, candidate });
    }
  }

  /** What was found of each file, in their order. */
  matches(): Match[] {
    return this.#files.map(({ inName, inText }) => decide(inName, inText));
  }
}

/** Whom files are about, among all students that are given. */
export function matchFiles(
  files: readonly MatchFile[],
  students: Iterable<Candidate>,
  common: readonly string[] = [],
): Match[] {
  const matcher = new Matcher(files, common);
  for (const student of students) matcher.consider(student);
  return matcher.matches();
}
