import "server-only";
import {
  and,
  asc,
  desc,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { database } from "#db/client.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import { documents } from "#db/schema/documents.ts";
import { memberships } from "#db/schema/memberships.ts";
import { objects } from "#db/schema/objects.ts";
import { documentTags } from "#db/schema/tags.ts";
import { users } from "#db/schema/users.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";
import { permissionFor } from "#lib/auth/permissions.ts";
import { ofOwnMessages } from "#lib/documents/attachments.data.ts";
import { ITS_COPY, published, ROW_COLUMNS } from "#lib/documents/columns.data.ts";
import { type Kind, MAX_PAGE_SIZE, PAGE_SIZE } from "#lib/documents/constants.ts";
import { decodeCursor, encodeCursor, type Order } from "#lib/documents/cursor.ts";
import type { TypeFamily } from "#lib/documents/family.ts";
import { type DocumentRow, toItem } from "#lib/documents/item.ts";
import { behind, ORDERINGS, ofFamily } from "#lib/documents/order.data.ts";
import { ofClearance } from "#lib/documents/restricted.data.ts";
import { readableKinds, trashShows } from "#lib/documents/rights.ts";
import { inName } from "#lib/documents/search.data.ts";
import { NEWEST, type Sort, writeSort } from "#lib/documents/sort.ts";
import { tagged, wayToTagged } from "#lib/documents/tagged.data.ts";
import type { DocumentPage } from "#lib/documents/types.ts";
import { AppError, type ErrorCode } from "#lib/errors.ts";
import { foldName } from "#lib/storage/filename.ts";
import { thumbnailUrls } from "#lib/storage/thumbnail-urls.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export type DocumentQuery = {
  view: "live" | "trash";
  kind?: Kind | undefined;
  /** Any part of the name; case and accents do not matter. */
  q?: string | undefined;
  /** Uploaded at or after this moment. */
  from?: Date | undefined;
  /** Uploaded before this moment. */
  to?: Date | undefined;
  type?: TypeFamily | undefined;
  /** The id of who uploaded it, or `me`. */
  by?: string | undefined;
  /** The id of a record class. */
  recordClass?: string | undefined;
  year?: number | undefined;
  /** The id of a tag. */
  tag?: string | undefined;
  /** Whether it has a copy that anybody can see, or that is being made or taken back. */
  isPublic?: boolean | undefined;
  /** Of media alone: nobody has said what it shows. */
  undescribed?: true | undefined;
  /** Of reports alone: the slug of their type, and the part of the year. */
  reportType?: string | undefined;
  term?: number | undefined;
  /** A kind that is left out. */
  but?: Kind | undefined;
  /** What a capability asks besides, of the school's own rows. */
  also?: SQL | undefined;
  /** The id of a student whom it is about. */
  student?: string | undefined;
  /** Newest first when not given; the trash has an order of its own. */
  sort?: Sort | undefined;
  cursor?: string | null | undefined;
  /** Rows; 1 to 100, 50 when not given. */
  limit?: number | undefined;
};

const orderOf = (query: DocumentQuery): Order =>
  query.view === "trash" ? "-deleted" : (writeSort(query.sort ?? NEWEST) as Order);

/**
 * The rows that the actor may see at all and that fit the query: every list and count starts from these.
 * @throws {AppError} `forbidden`.
 */
export async function visible(actor: Actor, query: DocumentQuery): Promise<SQL | undefined> {
  if (query.q?.includes("\0")) throw new AppError("invalid_request", { field: "q" });
  const kinds =
    query.kind === undefined ? readableKinds(actor).filter((kind) => kind !== query.but) : [query.kind];
  await authorize(actor, permissionFor(kinds[0] ?? "document", "read"));
  if (query.student !== undefined) await authorize(actor, "students:read");
  const folded = foldName(query.q ?? "");
  const trash = query.view === "trash";
  // Who may delete only their own sees only their own in the trash.
  const ownOnly = kinds.filter((kind) => !actor.can(permissionFor(kind, "delete")));
  return and(
    eq(documents.schoolId, actor.schoolId),
    trash ? isNotNull(documents.deletedAt) : isNull(documents.deletedAt),
    kinds.length === 1 ? eq(documents.kind, kinds[0] as Kind) : inArray(documents.kind, kinds),
    ofClearance(actor),
    kinds.includes("attachment") ? ofOwnMessages(actor) : undefined,
    trash && ownOnly.length > 0
      ? or(
          eq(documents.uploadedBy, actor.userId),
          ownOnly.length < kinds.length
            ? sql`${documents.kind} <> all(${sql.param(ownOnly)}::text[])`
            : undefined,
        )
      : undefined,
    folded === "" ? undefined : inName(folded),
    query.from && gte(documents.uploadedAt, query.from),
    query.to && lt(documents.uploadedAt, query.to),
    query.type && ofFamily(query.type),
    query.student === undefined ? undefined : about(actor, query.student),
    query.by === undefined
      ? undefined
      : eq(documents.uploadedBy, query.by === "me" ? actor.userId : query.by),
    query.recordClass === undefined ? undefined : eq(documents.recordClassId, query.recordClass),
    query.year === undefined ? undefined : eq(documents.year, query.year),
    query.tag === undefined ? undefined : tagged(query.tag),
    query.reportType === undefined ? undefined : eq(documents.reportType, query.reportType),
    query.term === undefined ? undefined : eq(documents.term, query.term),
    query.also,
    query.isPublic === undefined
      ? undefined
      : (query.isPublic ? isNotNull : isNull)(documents.publicObjectId),
    query.undescribed && isNull(documents.altText),
  );
}

/** Those that are linked to this student of the actor's school. */
function about(actor: Actor, student: string): SQL {
  const link = database()
    .select({ one: sql`1` })
    .from(documentStudents)
    .where(
      and(
        eq(documentStudents.schoolId, actor.schoolId),
        eq(documentStudents.studentId, student),
        eq(documentStudents.documentId, documents.id),
      ),
    );
  return exists(link);
}

/**
 * Rows of the actor's own school, whatever else is asked, with the name of who uploaded each: restricted ones only for
 * those who may see these, and of messages' own files those of the messages that the actor wrote or got.
 */
export async function rowsOfSchool(actor: Actor, ...conditions: (SQL | undefined)[]): Promise<DocumentRow[]> {
  return database()
    .select(ROW_COLUMNS)
    .from(documents)
    .innerJoin(users, eq(users.id, documents.uploadedBy))
    .leftJoin(published, ITS_COPY)
    .where(
      and(eq(documents.schoolId, actor.schoolId), ofClearance(actor), ofOwnMessages(actor), ...conditions),
    );
}

/**
 * The rows of one page of a list, in its order.
 * @throws {AppError} `forbidden`, `invalid_cursor`.
 */
export async function pageOfRows(actor: Actor, query: DocumentQuery) {
  const limit = Math.min(Math.max(query.limit ?? PAGE_SIZE, 1), MAX_PAGE_SIZE);
  const { tag, ...untagged } = query;
  const where = await visible(actor, untagged);
  const order = orderOf(query);
  const { expression, descending, valueOf } = ORDERINGS[order];
  const way =
    tag === undefined ? undefined : await wayToTagged(actor, untagged, tag, order, where ?? sql`true`);
  const place = way?.place ?? { expression, id: documents.id };
  const cursor = query.cursor ? behind(order, place, decodeCursor(query.cursor, order)) : undefined;
  const direction = descending ? desc : asc;
  const page = database()
    .select({ ...ROW_COLUMNS, thumbnailKey: objects.key })
    .from(documents)
    .innerJoin(users, eq(users.id, documents.uploadedBy))
    .leftJoin(published, ITS_COPY)
    .leftJoin(
      objects,
      and(
        eq(objects.id, documents.thumbnailObjectId),
        eq(objects.schoolId, documents.schoolId),
        eq(objects.purpose, "thumbnail"),
        eq(objects.state, "live"),
      ),
    )
    .$dynamic();
  const found = way?.place ? page.innerJoin(documentTags, way.on) : page;
  const rows: (DocumentRow & { thumbnailKey: string | null })[] = await found
    .where(and(where, way?.place ? undefined : way?.on, cursor))
    .orderBy(direction(place.expression), direction(place.id))
    .limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    nextCursor: last ? encodeCursor(order, { value: valueOf(last), id: last.id }) : null,
  };
}

/**
 * One page of the school's documents in the order asked for, newest first when none is, with the addresses of their
 * thumbnails.
 * @throws {AppError} `forbidden`, `invalid_cursor`.
 */
export async function listDocuments(actor: Actor, query: DocumentQuery): Promise<DocumentPage> {
  const { rows, nextCursor } = await pageOfRows(actor, query);
  const keys = rows.map((row) => row.thumbnailKey);
  const urls = await thumbnailUrls(actor, keys);
  return { items: rows.map((row, at) => toItem(actor, row, urls[at])), nextCursor };
}

/** How many documents fit, counted up to 1,000: beyond that nobody reads the number, and counting would cost. */
export async function countDocuments(
  actor: Actor,
  query: DocumentQuery,
): Promise<{ count: number; more: boolean }> {
  const { tag, ...untagged } = query;
  const where = await visible(actor, untagged);
  const way =
    tag === undefined ? undefined : await wayToTagged(actor, query, tag, "-date", where ?? sql`true`);
  const all = database().select({ id: documents.id }).from(documents).$dynamic();
  const some = (way ? all.innerJoin(documentTags, way.on) : all).where(where).limit(1001).as("some");
  const [row] = await database().select({ count: sql<number>`count(*)::int` }).from(some);
  const count = row?.count ?? 0;
  return { count: Math.min(count, 1000), more: count > 1000 };
}

/** Most people that a list of uploaders names. */
const MAX_UPLOADERS = 500;

/**
 * Those who uploaded something that the actor can see in the list, by name. One who uploaded only what the actor may
 * not read is not among them: who works on such files is no one else's business either.
 * @param options.only the id of the one person asked about.
 * @throws {AppError} `forbidden`.
 */
export async function listUploaders(
  actor: Actor,
  options: { only?: string } = {},
): Promise<{ id: string; name: string }[]> {
  const something = database()
    .select({ one: sql`1` })
    .from(documents)
    .where(and(await visible(actor, { view: "live" }), eq(documents.uploadedBy, memberships.userId)));
  return database()
    .select({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.schoolId, actor.schoolId),
        options.only === undefined ? undefined : eq(memberships.userId, options.only),
        exists(something),
      ),
    )
    .orderBy(sql`lower(${users.name})`, users.id)
    .limit(MAX_UPLOADERS);
}

/**
 * The rows of those documents that the actor may read, and for the others why not. Each is authorized by itself.
 * @throws {AppError} `forbidden` for whoever may read nothing at all.
 */
export async function findAllReadable(
  actor: Actor,
  documentIds: readonly string[],
): Promise<{ rows: DocumentRow[]; refused: { id: string; code: ErrorCode }[] }> {
  await authorize(actor, permissionFor(readableKinds(actor)[0] ?? "document", "read"));
  const named = inArray(documents.id, [...documentIds]);
  const found = await rowsOfSchool(actor, named, isNull(documents.deletedAt));
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows: DocumentRow[] = [];
  const refused: { id: string; code: ErrorCode }[] = [];
  for (const id of new Set(documentIds)) {
    const row = byId.get(id);
    const code = row === undefined ? "not_found" : await refusal(actor, row);
    if (row !== undefined && code === null) rows.push(row);
    else refused.push({ id, code: code ?? "not_found" });
  }
  return { rows, refused };
}

async function refusal(actor: Actor, row: DocumentRow): Promise<ErrorCode | null> {
  try {
    await authorize(actor, permissionFor(row.kind, "read"), { type: "document", id: row.id });
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return error.code;
    throw error;
  }
}

/**
 * The row of one document that the actor may read; one in the trash, where asked for, only if their trash shows it.
 * @throws {AppError} `not_found` for an absent one, one of another school, or one in the trash; `forbidden`.
 */
export async function findReadable(
  actor: Actor,
  documentId: string,
  options: { trashToo?: boolean } = {},
): Promise<DocumentRow> {
  const inView = options.trashToo ? undefined : isNull(documents.deletedAt);
  const [row] = UUID.test(documentId) ? await rowsOfSchool(actor, eq(documents.id, documentId), inView) : [];
  if (row === undefined) throw new AppError("not_found");
  await authorize(actor, permissionFor(row.kind, "read"), { type: "document", id: row.id });
  if (row.deletedAt !== null && !trashShows(actor, row)) throw new AppError("not_found");
  return row;
}
