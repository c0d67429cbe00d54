import type { IntakeRow } from "#components/reports/intake/intake-row.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { MAX_TEXTS } from "#lib/reports/constants.ts";
import { matchNamesAction, matchTextsAction } from "#lib/reports/match/actions.ts";
import type { Candidate } from "#lib/reports/match/evidence.ts";
import type { Match } from "#lib/reports/match/match.ts";

type Refusal = Extract<ActionResult<never>, { ok: false }>;

/** Files that are read side by side: one is unpacked while another is waited for. */
const LANES = 3;

/** Changes a row, if it is still there. */
export type ChangeRow = (id: number, change: (row: IntakeRow) => Partial<IntakeRow>) => void;

/** Whom a match makes of a row; on a student's own page it is theirs, unless the file speaks of another. */
export function ofMatch(
  match: Match,
  own: Candidate | null,
): Pick<IntakeRow, "student" | "by" | "candidates"> {
  if (own !== null) {
    const others =
      match.is === "unmatched" ? [] : match.is === "certain" ? [match.student] : match.candidates;
    const isOwn = others.length === 0 || others.some(({ id }) => id === own.id);
    return isOwn
      ? { student: own, by: "page", candidates: [own] }
      : { student: null, by: null, candidates: [own, ...others] };
  }
  if (match.is === "certain") return { student: match.student, by: match.by, candidates: [match.student] };
  return { student: null, by: null, candidates: match.is === "ambiguous" ? match.candidates : [] };
}

/** What was found changes nothing that a person has said meanwhile. */
const found =
  (match: Match, own: Candidate | null, looking: boolean) =>
  (row: IntakeRow): Partial<IntakeRow> =>
    row.by === "person" ? { looking: false } : { ...ofMatch(match, own), looking };

async function readTexts(rows: readonly IntakeRow[], onRead: () => void): Promise<string[]> {
  const { readFirstPage } = await import("#components/reports/intake/first-page.ts");
  const texts: string[] = rows.map(() => "");
  const waiting = rows.map((row, at) => ({ row, at }));
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      texts[next.at] = await readFirstPage(next.row.file).catch(() => "");
      onRead();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return texts;
}

/**
 * Finds out whom files are about: by their names all at once, then by the text of those whose names say nothing certain.
 * @param own the student on whose page they were added; null elsewhere.
 * @param onRead hears of each file whose text is to be read, and of each that was.
 * @returns why it could not be found out; null when all is known.
 */
export async function lookAt(
  rows: readonly IntakeRow[],
  own: Candidate | null,
  change: ChangeRow,
  onRead: (event: { wanted: number } | "read") => void,
): Promise<Refusal | "unreachable" | null> {
  const result = await matchNamesAction(rows.map(({ file }) => file.name)).catch(() => null);
  if (!result?.ok) return result ?? "unreachable";
  const { matches, guesses, year, common } = result.data;
  const unsure = rows.filter((_, at) => own === null && matches[at]?.is !== "certain");
  rows.forEach((row, at) => {
    const [match, guess] = [matches[at], guesses[at]];
    if (match === undefined || guess === undefined) return;
    const said = {
      year: String(guess.year ?? year),
      term: guess.term,
      ...(guess.type && { type: guess.type }),
    };
    change(row.id, (now) => ({ ...said, ...found(match, own, unsure.includes(row))(now) }));
  });
  onRead({ wanted: unsure.length });
  for (let at = 0; at < unsure.length; at += MAX_TEXTS) {
    const batch = unsure.slice(at, at + MAX_TEXTS);
    const texts = await readTexts(batch, () => onRead("read")).catch(() => batch.map(() => ""));
    const files = batch.map(({ file }, index) => ({ name: file.name, text: texts[index] ?? "" }));
    const answer = await matchTextsAction({ files, common }).catch(() => null);
    batch.forEach(({ id }, index) => {
      const match = answer?.ok ? answer.data[index] : undefined;
      change(id, match === undefined ? () => ({ looking: false }) : found(match, own, false));
    });
    if (!answer?.ok) {
      for (const { id } of unsure) change(id, () => ({ looking: false }));
      return answer ?? "unreachable";
    }
  }
  return null;
}
