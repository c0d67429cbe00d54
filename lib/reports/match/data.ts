import "server-only";
import { and, asc, eq, gt } from "drizzle-orm";
import { database } from "#db/client.ts";
import { schools } from "#db/schema/schools.ts";
import { students } from "#db/schema/students.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { dayAt } from "#lib/documents/days.ts";
import type { Candidate } from "#lib/reports/match/evidence.ts";
import { type Guess, guessReport } from "#lib/reports/match/guess.ts";
import { type Match, Matcher, type MatchFile } from "#lib/reports/match/match.ts";
import { wordsOf } from "#lib/reports/match/words.ts";
import { listReportTypes } from "#lib/reports/report-types.data.ts";

/** Students that are read at once. */
const CHUNK = 2_000;

/** All students of the actor's school, a chunk after the other. */
async function* studentsOfSchool(actor: Actor): AsyncGenerator<Candidate[]> {
  const { id, givenName, familyName, externalId, group, schoolId } = students;
  let last: string | null = null;
  while (true) {
    const rows: Candidate[] = await database()
      .select({ id, givenName, familyName, externalId, group })
      .from(students)
      .where(and(eq(schoolId, actor.schoolId), last === null ? undefined : gt(id, last)))
      .orderBy(asc(id))
      .limit(CHUNK);
    yield rows;
    if (rows.length < CHUNK) return;
    last = rows.at(-1)?.id ?? null;
  }
}

/** The calendar year in which the school year began that it is now at the actor's school. */
async function thisSchoolYear(actor: Actor): Promise<number> {
  const [row] = await database()
    .select({ start: schools.academicYearStart })
    .from(schools)
    .where(eq(schools.id, actor.schoolId));
  const [year = 0, month = 0] = dayAt(new Date(), actor.timeZone).split("-").map(Number);
  return month >= (row?.start ?? 1) ? year : year - 1;
}

/** What is known of each file of a drop before anything of it is stored. */
export type Looked = { matches: Match[]; guesses: Guess[]; year: number };

/**
 * Whom files are about among the students of the actor's school, and what else their names say. Nothing but those whom a
 * file speaks of is answered.
 * @param common words that all files of the drop have in common.
 * @throws {AppError} `forbidden`.
 */
export async function lookAtReports(
  actor: Actor,
  files: readonly MatchFile[],
  common: readonly string[],
): Promise<Looked> {
  await authorize(actor, "reports:write");
  await authorize(actor, "students:read");
  const matcher = new Matcher(files, [...common, ...wordsOf(actor.schoolName)]);
  for await (const chunk of studentsOfSchool(actor)) {
    for (const student of chunk) matcher.consider(student);
  }
  const types = await listReportTypes(actor);
  return {
    matches: matcher.matches(),
    guesses: files.map(({ name }) => guessReport(name, types)),
    year: await thisSchoolYear(actor),
  };
}
