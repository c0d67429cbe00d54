import "server-only";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { classNames, storageReport } from "#lib/storage-report/data.ts";
import type { Sum } from "#lib/storage-report/types.ts";

/**
 * The school's live files by record class as they were gone through last; `none` for those without one.
 * @throws {AppError} `forbidden`.
 */
export async function classRows(actor: Actor): Promise<(Sum & { key: string; name?: string })[]> {
  const [{ report }, names] = await Promise.all([storageReport(actor), classNames(actor)]);
  return (report?.figures.classes ?? []).map(({ recordClassId, bytes, objects }) => {
    const name = recordClassId === null ? undefined : names.get(recordClassId);
    return { key: recordClassId ?? "none", ...(name !== undefined && { name }), bytes, objects };
  });
}

/**
 * The same by class or year group of the students whom they are about. Without a name are `nobody`, `ungrouped`,
 * `several` and `others`.
 * @throws {AppError} `forbidden` for whoever may not read students either.
 */
export async function groupRows(actor: Actor): Promise<(Sum & { key: string; name?: string })[]> {
  await authorize(actor, "students:read");
  const { report } = await storageReport(actor);
  return (report?.figures.groups ?? []).map(({ of, group, bytes, objects }) =>
    of === "group" ? { key: group, name: group, bytes, objects } : { key: of, bytes, objects },
  );
}
