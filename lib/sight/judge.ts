import type { Ground, Sight, SightFacts } from "#lib/sight/types.ts";

function groundsOf(facts: SightFacts): Ground[] {
  const { role, granted, kind, restricted, inTrash, uploaded } = facts;
  const seesAllTrash = role === "administrator" || role === "registrar";
  return [
    kind !== "attachment" ? "role" : uploaded ? "wrote" : "got",
    ...(restricted ? [granted ? ("granted" as const) : ("administrator" as const)] : []),
    ...(inTrash ? [uploaded && !seesAllTrash ? ("trashOwn" as const) : ("trashAll" as const)] : []),
  ];
}

/** Whether a member sees a file, and why: the first thing that keeps it from them, or all that lets them. */
export function judgeSight(facts: SightFacts): Sight {
  const { suspended, cleared, ofOwnMessage, readsKind, inTrash, trashShows } = facts;
  if (suspended) return { sees: false, obstacle: "suspended" };
  if (!cleared) return { sees: false, obstacle: "restricted" };
  if (!ofOwnMessage) return { sees: false, obstacle: "message" };
  if (!readsKind) return { sees: false, obstacle: "kind" };
  if (inTrash && !trashShows) return { sees: false, obstacle: "trash" };
  return { sees: true, grounds: groundsOf(facts) };
}
