import type { AUDIT_ACTIONS, OUTCOMES } from "#lib/audit/constants.ts";
import type { RequestOrigin } from "#lib/http/origin.ts";

/** Everything that leaves a trace. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type AuditEvent = {
  action: AuditAction;
  outcome?: (typeof OUTCOMES)[number];
  targetType?: string;
  targetId?: string;
  details?: Record<string, string | number | boolean | null>;
};

/** Who the audit names: an actor, or what is known of a request without one. */
export type AuditSubject = {
  schoolId?: string | null;
  userId?: string | null;
  sessionId?: string | null;
  tokenId?: string | null;
  origin: RequestOrigin;
};

/** One place at which a chain of the audit is not what it was. */
export type AuditFault = {
  sort:
    | "event_added"
    | "event_changed"
    | "event_missing"
    | "seal_changed"
    | "seal_missing"
    | "seal_removed"
    | "head_replaced"
    | "copy_missing"
    | "key_unknown";
  chain: string;
  /** Of the seal. */
  number: number;
  eventId?: string;
};

/** What a check of a chain came to. */
export type AuditCheck = {
  /** Events that were read, of stretches that are sealed. */
  events: number;
  seals: number;
  /** The first of them, in the order of the chain. */
  faults: AuditFault[];
  faultCount: number;
  /** Whether the bucket's copies were looked at: it was, there is no bucket, or it does not answer. */
  copies: "compared" | "none" | "unreachable";
  /** ISO 8601; when the last seal was made, null before the first. */
  sealedAt: string | null;
  /** ISO 8601; since when events wait for their seal, null where none does. */
  openSince: string | null;
};

/** What of the trail is asked for; what is left out is not asked. */
export type TrailFilter = {
  personId?: string;
  documentId?: string;
  /** The student and every file of theirs. */
  studentId?: string;
  actions?: readonly AuditAction[];
  /** Only what was refused or went wrong. */
  isRefused?: boolean;
  from?: Date;
  /** Before this moment. */
  until?: Date;
};

/** Where a page of the trail goes on: behind this event. */
export type TrailCursor = { at: Date; id: string };

/** An event as the page shows it, with the names of what it is about. */
export type TrailEntry = {
  id: string;
  at: Date;
  action: AuditAction;
  outcome: (typeof OUTCOMES)[number];
  /** Null where nobody was signed in, or the system did it by itself. */
  person: { id: string; name: string; email: string | null } | null;
  isByToken: boolean;
  target: { type: string; id: string | null; name: string | null } | null;
  /** The student that an event of a file is about. */
  student: { id: string; name: string | null } | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  tokenId: string | null;
  sessionId: string | null;
  /** Without the names of files that hang on messages of others. */
  details: NonNullable<AuditEvent["details"]>;
};

/** How far the trail of a school is sealed, and what its latest check came to. */
export type TrailState = {
  /** ISO 8601; null before the first seal. */
  sealedAt: string | null;
  /** How the check is that was asked for last; null where none ever was. */
  check: "running" | "done" | "failed" | null;
  /** Events that it has read so far. */
  events: number;
  /** What the last one that ended came to. */
  found: AuditCheck | null;
  finishedAt: string | null;
};
