import type { AUDIT_ACTIONS, OUTCOMES } from "#lib/audit/constants.ts";

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
  origin: { ip: string | null; userAgent: string | null; requestId: string };
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
