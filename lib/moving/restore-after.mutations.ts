import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { lockRows, moveRows } from "#lib/documents/rows.mutations.ts";
import { linkedTo, noteLink } from "#lib/moving/restore-people.mutations.ts";
import { linkKey } from "#lib/moving/source-key.ts";

type Step = "document" | "trashed" | "published" | "picture";

/** Whether something was done already to what an import has made: what people have done since is not undone. */
export async function isDone(actor: Actor, source: string, step: Step, id: string): Promise<boolean> {
  await authorize(actor, "settings:manage");
  const key = linkKey(source, step, id);
  return (await linkedTo(database(), actor.schoolId, [key])).has(key);
}

export async function noteDone(
  actor: Actor,
  source: string,
  { step, id, localId }: { step: Step; id: string; localId: string },
): Promise<void> {
  await authorize(actor, "settings:manage");
  await database().transaction(async (tx) => {
    await noteLink(tx, actor.schoolId, linkKey(source, step, id), localId);
  });
}

/**
 * Moves a document into the trash that was in the trash where it comes from, once. Its days there begin anew: nothing is
 * lost by being moved.
 * @throws {AppError} `forbidden`.
 */
export async function restoreTrash(
  actor: Actor,
  source: string,
  ids: { there: string; here: string },
): Promise<void> {
  await authorize(actor, "settings:manage");
  const { schoolId } = actor;
  const key = linkKey(source, "trashed", ids.there);
  await database().transaction(async (tx) => {
    if ((await linkedTo(tx, schoolId, [key])).has(key)) return;
    const rows = await lockRows(tx, schoolId, [ids.here], false);
    await noteLink(tx, schoolId, key, ids.here);
    await moveRows(tx, actor, rows, "trash");
  });
}

/** The documents here that these of an export have become, in their order; those that are gone are left out. */
export async function documentsHere(actor: Actor, source: string, ids: readonly string[]): Promise<string[]> {
  await authorize(actor, "settings:manage");
  const { schoolId } = actor;
  const keys = ids.map((id) => linkKey(source, "document", id));
  const linked = await linkedTo(database(), schoolId, keys);
  const here = keys.flatMap((key) => linked.get(key) ?? []);
  if (here.length === 0) return [];
  const rows = await database()
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.schoolId, schoolId), inArray(documents.id, here)));
  const there = new Set(rows.map(({ id }) => id));
  return here.filter((id) => there.has(id));
}
