import { isKnownWord } from "#lib/reports/match/known-words.ts";
import { isWithin, type Source, type Span } from "#lib/reports/match/source.ts";
import { isTellingId } from "#lib/reports/match/student-id.ts";
import { wordsOf } from "#lib/reports/match/words.ts";

/** A student whom a file may be about. */
export type Candidate = {
  id: string;
  givenName: string;
  familyName: string;
  externalId: string | null;
  group: string | null;
};

/** A student in the words that files are compared with. */
export type Person = {
  candidate: Candidate;
  given: readonly string[];
  family: readonly string[];
  external: readonly string[];
  group: readonly string[];
};

export function toPerson(candidate: Candidate): Person {
  return {
    candidate,
    given: wordsOf(candidate.givenName),
    family: wordsOf(candidate.familyName),
    external: wordsOf(candidate.externalId ?? ""),
    group: wordsOf(candidate.group ?? ""),
  };
}

/**
 * How a file speaks of a student: by their id; by their whole name with nothing beside it that could belong to another
 * name; by their whole name; by a part of it; by one word of their family name.
 */
export const STRENGTH = { hint: 1, part: 2, name: 3, nameAlone: 4, id: 5 } as const;

export type Evidence = { strength: (typeof STRENGTH)[keyof typeof STRENGTH]; names: readonly Span[] };

const isApart = (one: Span, other: Span) => one.to <= other.from || other.to <= one.from;

/** Where both parts of a name stand in one line, and only words that are nobody's between them. */
function wholeNames(source: Source, { given, family }: Person, isNobodys: (word: string) => boolean): Span[] {
  if (given.length === 0 || family.length === 0) return [];
  const glued = [
    [...given, ...family],
    [...family, ...given],
  ].flatMap((words) => source.places(words.join("")));
  const apart = source.find(family).flatMap((one) =>
    source.find(given).flatMap((other) => {
      if (one.line !== other.line || !isApart(one, other)) return [];
      const [first, second] = one.from < other.from ? [one, other] : [other, one];
      const between = source.lines[one.line]?.slice(first.to, second.from) ?? [];
      return between.every(isNobodys) ? [{ line: one.line, from: first.from, to: second.to }] : [];
    }),
  );
  return [...glued, ...apart];
}

function isAlone(source: Source, { line, from, to }: Span, isNobodys: (word: string) => boolean): boolean {
  const beside = [source.wordAt(line, from - 1), source.wordAt(line, to)];
  return beside.every((word) => word === undefined || isNobodys(word));
}

/** How much of a name is there, be its words far from each other; null for nothing. */
function partOf(source: Source, { given, family }: Person): 1 | 2 | null {
  const has = (words: readonly string[]) =>
    words.some((word) => word.length > 1 && source.places(word).length > 0);
  const telling = family.filter((word) => !isKnownWord(word));
  if ((has(family) && has(given)) || (telling.length > 0 && source.find(family).length > 0))
    return STRENGTH.part;
  return has(telling) ? STRENGTH.hint : null;
}

/**
 * What a file says of a student; null where it is nothing.
 * @param isCommon words that belong to nobody here: the school's name, or what all files of a drop have in common.
 * @param isText whether it is what a page says, where numbers and names of others stand as well: there an id counts
 * only beside the family name, and a part of a name not at all.
 */
export function evidenceOf(
  source: Source,
  person: Person,
  isCommon: (word: string) => boolean,
  isText: boolean,
): Evidence | null {
  const { family, external, group } = person;
  const own = new Set([...group, ...external]);
  const isNobodys = (word: string) => isKnownWord(word) || isCommon(word) || own.has(word);
  const names = wholeNames(source, person, isNobodys);
  if (external.length > 0 && source.find(external).length > 0) {
    const tells = isTellingId(external) && (!isText || source.find(family).length > 0);
    if (tells) return { strength: STRENGTH.id, names };
    if (names.length === 0) return isText ? null : { strength: STRENGTH.part, names };
  }
  if (names.some((span) => isAlone(source, span, isNobodys))) return { strength: STRENGTH.nameAlone, names };
  if (names.length > 0) return { strength: STRENGTH.name, names };
  const part = isText ? null : partOf(source, person);
  return part === null ? null : { strength: part, names };
}

/** Whether a whole name is only a part of the other's wherever it stands: "Ana Ruiz" where it says "Ana Ruiz Gil". */
export function isPartOf(names: readonly Span[], others: readonly Span[]): boolean {
  return names.every((span) => others.some((other) => isWithin(span, other)));
}
