import "server-only";
import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { documentStudents } from "#db/schema/document-students.ts";
import type { AuditAction, AuditEvent, TrailCursor, TrailFilter } from "#lib/audit/types.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { authorize } from "#lib/auth/authorize.ts";

/** A student's files whose events are looked through; nobody has as many. */
const MOST_FILES = 5_000;

/** An event as it was written. */
export type TrailRow = {
  id: string;
  at: Date;
  action: AuditAction;
  outcome: NonNullable<AuditEvent["outcome"]>;
  userId: string | null;
  sessionId: string | null;
  tokenId: string | null;
  targetType: string | null;
  targetId: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  details: AuditEvent["details"] | null;
};

const COLUMNS = {
  id: auditEvents.id,
  at: auditEvents.at,
  action: sql<AuditAction>`${auditEvents.action}`,
  outcome: auditEvents.outcome,
  userId: auditEvents.userId,
  sessionId: auditEvents.sessionId,
  tokenId: auditEvents.tokenId,
  targetType: auditEvents.targetType,
  targetId: auditEvents.targetId,
  ip: auditEvents.ip,
  userAgent: auditEvents.userAgent,
  requestId: auditEvents.requestId,
  details: auditEvents.details,
};

const NEWEST_FIRST = [desc(auditEvents.at), desc(auditEvents.id)];

/** The student and every file that is theirs, or ever was as far as the audit knows. */
async function aboutStudent(schoolId: string, studentId: string): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(sql`
    select document_id as id from ${documentStudents}
    where school_id = ${schoolId} and student_id = ${studentId}
    union
    select target_id from ${auditEvents}
    where school_id = ${schoolId} and details ->> 'student' = ${studentId} and target_id is not null
    limit ${MOST_FILES}`);
  return [studentId, ...rows.map(({ id }) => id)];
}

const isBefore = ({ at, id }: TrailCursor) =>
  or(lt(auditEvents.at, at), and(eq(auditEvents.at, at), lt(auditEvents.id, id)));

/** What of the filter every event must fit, whichever way it is looked up. */
function conditions(schoolId: string, filter: TrailFilter, after: TrailCursor | null): (SQL | undefined)[] {
  return [
    eq(auditEvents.schoolId, schoolId),
    filter.personId === undefined ? undefined : eq(auditEvents.userId, filter.personId),
    filter.documentId === undefined ? undefined : eq(auditEvents.targetId, filter.documentId),
    // As the index has it, word for word: a parameter would hide from PostgreSQL that it fits.
    filter.isRefused ? sql`${auditEvents.outcome} <> 'ok'` : undefined,
    filter.from === undefined ? undefined : gte(auditEvents.at, filter.from),
    filter.until === undefined ? undefined : lt(auditEvents.at, filter.until),
    after === null ? undefined : isBefore(after),
  ];
}

/**
 * Events of which a column is one of several values: the newest of each, and of those the newest. So PostgreSQL reads
 * no more than that of an index, however many events there are and however rare the values.
 */
async function newestOfEach(
  column: SQL,
  values: SQL,
  where: (SQL | undefined)[],
  limit: number,
): Promise<TrailRow[]> {
  const found = await database().execute<{ id: string }>(sql`
    select e.id from (select distinct value from ${values} as given (value)) v
    cross join lateral (
      select id, at from ${auditEvents}
      where ${and(...where, sql`${column} = v.value`)}
      order by at desc, id desc limit ${limit}) e
    order by e.at desc, e.id desc limit ${limit}`);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  return database()
    .select(COLUMNS)
    .from(auditEvents)
    .where(inArray(auditEvents.id, ids))
    .orderBy(...NEWEST_FIRST);
}

const list = (values: readonly string[], type: SQL) => sql`unnest(${sql.param([...values])}::${type}[])`;

/**
 * The next events of the actor's school that fit, newest first, behind a place.
 * @throws {AppError} `forbidden`.
 */
export async function readTrail(
  actor: Actor,
  filter: TrailFilter,
  after: TrailCursor | null,
  limit: number,
): Promise<TrailRow[]> {
  await authorize(actor, "audit:read");
  const { schoolId } = actor;
  const where = conditions(schoolId, filter, after);
  const { actions = [], studentId, documentId, personId } = filter;
  const among = actions.length > 0 ? inArray(auditEvents.action, [...actions]) : undefined;
  if (studentId !== undefined && documentId === undefined) {
    const ids = await aboutStudent(schoolId, studentId);
    return newestOfEach(sql`${auditEvents.targetId}`, list(ids, sql`uuid`), [...where, among], limit);
  }
  const isNarrow = documentId !== undefined || personId !== undefined;
  if (actions.length > 0 && !isNarrow && !filter.isRefused)
    return newestOfEach(sql`${auditEvents.action}`, list(actions, sql`text`), where, limit);
  return database()
    .select(COLUMNS)
    .from(auditEvents)
    .where(and(...where, among))
    .orderBy(...NEWEST_FIRST)
    .limit(limit);
}
