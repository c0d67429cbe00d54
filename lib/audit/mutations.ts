import "server-only";
import { type Database, database, type Transaction } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import type { AuditEvent, AuditSubject } from "#lib/audit/types.ts";

/** Writes events in the caller's transaction, so that what happened and its trace stand or fall together. */
export async function record(
  tx: Transaction | Database,
  subject: AuditSubject,
  events: AuditEvent | readonly AuditEvent[],
): Promise<void> {
  const list = Array.isArray(events) ? (events as readonly AuditEvent[]) : [events as AuditEvent];
  if (list.length === 0) return;
  const { said } = subject.origin;
  await tx.insert(auditEvents).values(
    list.map((event) => ({
      schoolId: subject.schoolId ?? null,
      userId: subject.userId ?? null,
      sessionId: subject.sessionId ?? null,
      tokenId: subject.tokenId ?? null,
      ip: subject.origin.ip,
      userAgent: subject.origin.userAgent,
      requestId: subject.origin.requestId,
      action: event.action,
      outcome: event.outcome ?? "ok",
      targetType: event.targetType ?? null,
      targetId: event.targetId ?? null,
      // What is said stands beside what is known, and never in its place.
      details: said || event.details ? { ...said, ...event.details } : null,
    })),
  );
}

/** Writes events by themselves: for denials and reads, which change nothing else. */
export async function recordAlone(
  subject: AuditSubject,
  events: AuditEvent | readonly AuditEvent[],
): Promise<void> {
  await record(database(), subject, events);
}
