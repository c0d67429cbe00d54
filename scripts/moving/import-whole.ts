import type { Actor } from "#lib/auth/actor.ts";
import type { OpenExport } from "#lib/moving/export-read.ts";
import type { Came } from "#lib/moving/import-export.ts";
import { say } from "#scripts/moving/tell.ts";
import { watched } from "#scripts/moving/watched.ts";
import { several } from "#scripts/moving/words.ts";

export type Whole = {
  isDry: boolean;
  atOnce: number;
  report: string | null;
  /** The same member, with the rules that the school has by then. */
  again: () => Promise<Actor>;
};

function tellRest(came: Came, { school }: OpenExport): void {
  const { people, newPeople, students, newStudents, messages } = came;
  say(
    `${several(people, "person", "people")} (${newPeople} new), ${several(students, "student")} (${newStudents} new), ${several(messages, "message")} of ${school.name}.`,
  );
  if (newPeople > 0)
    say(
      'Those who are new have no password yet: they choose one by "Forgotten your password?" where mail is set up, by an invitation (Settings, School, Members), or are given one by npm run password.',
    );
}

/** Imports an export, and tells how it goes. Answers the exit code. */
export async function importWhole(actor: Actor, folder: string, asked: Whole): Promise<number> {
  const { openExport } = await import("#lib/moving/export-read.ts");
  const { importExport } = await import("#lib/moving/import-export.ts");
  const opened = await openExport(folder);
  const { isDry, atOnce, again } = asked;
  say(`An export of ${opened.school.name}, of ${opened.head.exported_at}.`);
  return watched(asked, async (watch) => {
    const { totals, came } = await importExport(actor, { ...watch, opened, isDry, atOnce, again });
    return { totals, tell: () => !isDry && tellRest(came, opened) };
  });
}
