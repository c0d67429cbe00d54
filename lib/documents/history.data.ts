import "server-only";
import { and, desc, eq, inArray, lt, or } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { users } from "#db/schema/users.ts";
import type { AuditAction, AuditEvent } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { findReadable } from "#lib/documents/data.ts";
import type { HistoryCursor, HistoryEntry, HistoryPage } from "#lib/documents/types.ts";

/** Entries in one page of a history. */
export const HISTORY_SIZE = 20;

/** What changed a document: for all who may read it. */
const CHANGES = [
  "document.alt_text_changed",
  "document.created",
  "document.deleted",
  "document.described",
  "document.published",
  "document.renamed",
  "document.replaced",
  "document.restored",
  "document.unpublished",
  "document.version_deleted",
  "document.version_restored",
] as const;
/** Who looked at it: that is no colleague's business, but the administrators'. */
const READS = ["document.downloaded", "document.viewed"] as const;

type Told = (typeof CHANGES | typeof READS)[number];
type Details = AuditEvent["details"] | null;

const textOf = (details: Details, name: string): string | null => {
  const value = details?.[name];
  return typeof value === "string" ? value : null;
};

const numberOf = (details: Details, name: string): number => {
  const value = details?.[name];
  return typeof value === "number" ? value : 0;
};

function renamingOf(details: Details): { from: string; to: string } | null {
  const from = textOf(details, "filename_before");
  const to = textOf(details, "filename");
  return from === null || to === null ? null : { from, to };
}

const yearOf = (details: Details, name: string): number | null => {
  const value = details?.[name];
  return typeof value === "number" ? value : null;
};

const NOTES = ["added", "changed", "removed"] as const;

/** What was said of a document beside its name; null for what was not touched. */
function described(details: Details) {
  const has = (name: string) => details != null && name in details;
  const pair = <T>(name: string, read: (from: Details, key: string) => T) =>
    has(name) ? { from: read(details, `${name}_before`), to: read(details, name) } : null;
  return {
    recordClass: pair("record_class", textOf),
    year: pair("year", yearOf),
    notes: NOTES.find((word) => word === details?.notes) ?? null,
    tagsAdded: textOf(details, "tags_added"),
    tagsRemoved: textOf(details, "tags_removed"),
  };
}

/** What the page is told of an event: nothing of where it came from, and of its details the names alone. */
function toEntry(row: {
  id: string;
  at: Date;
  action: string;
  details: Details;
  personId: string | null;
  personName: string | null;
}): HistoryEntry {
  const { id, details, personId, personName } = row;
  const person = personId === null || personName === null ? null : { id: personId, name: personName };
  const at = row.at.toISOString();
  const action = row.action as Told;
  const common = { id, at, person };
  const version = numberOf(details, "version");
  switch (action) {
    case "document.renamed": {
      const retitled = details !== null && details !== undefined && "title" in details;
      return {
        ...common,
        what: "renamed",
        filename: renamingOf(details),
        title: retitled ? { from: textOf(details, "title_before"), to: textOf(details, "title") } : null,
      };
    }
    case "document.described":
      return { ...common, what: "described", ...described(details) };
    case "document.replaced":
      return { ...common, what: "replaced", version, filename: renamingOf(details) };
    case "document.version_restored":
      return { ...common, what: "version_restored", version, was: numberOf(details, "restored_from") };
    case "document.version_deleted":
      return { ...common, what: "version_deleted", version };
    case "document.viewed":
    case "document.downloaded":
      return { ...common, what: action === "document.viewed" ? "viewed" : "downloaded", version };
    default:
      return { ...common, what: action.slice("document.".length) as "created" };
  }
}

/**
 * What happened to a document that the actor may see, newest first: its changes, and for those who may read the audit
 * who looked at it as well.
 * @param after the last entry that is known; null for the beginning.
 * @throws {AppError} `not_found`, `forbidden`.
 */
export async function documentHistory(
  actor: Actor,
  documentId: string,
  after: HistoryCursor | null = null,
): Promise<HistoryPage> {
  const document = await findReadable(actor, documentId, { trashToo: true });
  const told: AuditAction[] = actor.can("audit:read") ? [...CHANGES, ...READS] : [...CHANGES];
  const since = after && new Date(after.at);
  const rows = await database()
    .select({
      id: auditEvents.id,
      at: auditEvents.at,
      action: auditEvents.action,
      details: auditEvents.details,
      personId: users.id,
      personName: users.name,
    })
    .from(auditEvents)
    .leftJoin(users, eq(users.id, auditEvents.userId))
    .where(
      and(
        eq(auditEvents.schoolId, actor.schoolId),
        eq(auditEvents.targetId, document.id),
        eq(auditEvents.targetType, "document"),
        eq(auditEvents.outcome, "ok"),
        inArray(auditEvents.action, told),
        after && since
          ? or(lt(auditEvents.at, since), and(eq(auditEvents.at, since), lt(auditEvents.id, after.id)))
          : undefined,
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(HISTORY_SIZE + 1);
  const entries = rows.slice(0, HISTORY_SIZE).map(toEntry);
  const last = rows.length > HISTORY_SIZE ? entries.at(-1) : undefined;
  return { entries, next: last ? { at: last.at, id: last.id } : null, hasTrail: actor.can("audit:read") };
}
