import type { Division } from "#components/usage/usage-query.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { classNames, uploaderNames } from "#lib/storage-report/data.ts";
import type { ReportFigures } from "#lib/storage-report/types.ts";

/** What the rows of a division are called, by their ids; nothing for divisions that name themselves. */
export async function shareNames(
  actor: Actor,
  by: Division,
  figures: ReportFigures | null,
): Promise<ReadonlyMap<string, string>> {
  if (by === "class") return classNames(actor);
  const people = by === "person" ? (figures?.people ?? []) : [];
  return uploaderNames(
    actor,
    people.map(({ userId }) => userId),
  );
}
