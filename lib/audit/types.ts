/** Everything that leaves a trace. */
export type AuditAction =
  | "access.denied"
  | "bulk.finished"
  | "bulk.started"
  | "document.created"
  | "document.damaged"
  | "document.deleted"
  | "document.alt_text_changed"
  | "document.described"
  | "document.downloaded"
  | "document.linked"
  | "document.missing"
  | "document.prepared"
  | "document.published"
  | "document.purged"
  | "document.renamed"
  | "document.replaced"
  | "document.restored"
  | "document.returned"
  | "document.unlinked"
  | "document.unpublished"
  | "document.version_deleted"
  | "document.version_restored"
  | "document.version_withdrawn"
  | "document.viewed"
  | "document.withdrawn"
  | "import.finished"
  | "import.started"
  | "message.deleted"
  | "message.sent"
  | "password.changed"
  | "picture.refused"
  | "picture.removed"
  | "picture.requested"
  | "picture.set"
  | "platform.granted"
  | "platform.withdrawn"
  | "reconcile.copy_remade"
  | "reconcile.finished"
  | "reconcile.object_deleted"
  | "reconcile.parts_ended"
  | "reconcile.repair_asked"
  | "reconcile.started"
  | "reconcile.stopped"
  | "reconcile.totals_set"
  | "school.created"
  | "school.exported"
  | "school.imported"
  | "school.logo_chosen"
  | "school.logo_removed"
  | "school.quota_changed"
  | "school.upload_rule_changed"
  | "record_class.added"
  | "record_class.archived"
  | "record_class.renamed"
  | "record_class.restored"
  | "session.signed_in"
  | "session.signed_out"
  | "storage.examined"
  | "storage.prices_removed"
  | "storage.prices_set"
  | "student.changed"
  | "student.created"
  | "student.deleted"
  | "token.created"
  | "upload.aborted"
  | "upload.expired"
  | "upload.refused"
  | "upload.requested"
  | "webhook.changed"
  | "webhook.created"
  | "webhook.deleted"
  | "webhook.disabled"
  | "webhook.redelivered"
  | "webhook.secret_rotated"
  | "webhook.tested";

export type AuditEvent = {
  action: AuditAction;
  outcome?: "ok" | "denied" | "failed";
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
