import "server-only";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { documents } from "#db/schema/documents.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { rowsOfSchool } from "#lib/documents/data.ts";
import { toItem } from "#lib/documents/item.ts";
import { readableKinds } from "#lib/documents/rights.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Most files that are named, and how far back the person's traces are followed for them. */
const MAX_RECENT = 6;
const MAX_TRACES = 100;

/** Having to do with a file: what of the audit's actions tells that somebody worked with it. */
const WORKED_WITH = ["document.created", "document.viewed", "document.downloaded"];

/**
 * The files that the actor added, opened or downloaded last, the latest first. Taken from the audit, so that nothing of
 * them is kept in a browser that others may use too.
 * @throws {AppError} `forbidden` for whoever may read nothing.
 */
export async function listRecentDocuments(actor: Actor): Promise<DocumentItem[]> {
  const kinds = readableKinds(actor);
  await authorize(actor, permissionFor(kinds[0] ?? "document", "read"));
  const traces = await database()
    .select({ id: auditEvents.targetId })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.userId, actor.userId),
        eq(auditEvents.schoolId, actor.schoolId),
        inArray(auditEvents.action, WORKED_WITH),
        eq(auditEvents.outcome, "ok"),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(MAX_TRACES);
  const ids = [...new Set(traces.flatMap(({ id }) => id ?? []))];
  if (ids.length === 0) return [];
  const rows = await rowsOfSchool(
    actor,
    inArray(documents.id, ids),
    inArray(documents.kind, kinds),
    isNull(documents.deletedAt),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids
    .flatMap((id) => byId.get(id) ?? [])
    .slice(0, MAX_RECENT)
    .map((row) => toItem(actor, row));
}
