import { messageFile } from "#lib/audit/message-file.ts";
import type { AuditEvent } from "#lib/audit/types.ts";
import type { Kind } from "#lib/documents/constants.ts";

type File = { kind: Kind; filename: string; size: number };

const about = (documentId: string, { kind, filename, size }: File) => ({
  targetType: "document",
  targetId: documentId,
  details: { filename, ...messageFile(kind), size },
});

/** That a file is kept from everybody for being larger than the scanner takes. */
export const tooLargeEvent = (documentId: string, file: File): AuditEvent => ({
  ...about(documentId, file),
  action: "document.unscannable",
  outcome: "failed",
});

/** That something was found in a file; `version` where it is an old one's. */
export function infectedEvent(
  documentId: string,
  file: File,
  found: { found: string; version: number | null },
): AuditEvent {
  const told = about(documentId, file);
  const version = found.version === null ? {} : { version: found.version };
  return {
    ...told,
    details: { ...told.details, found: found.found, ...version },
    action: "document.infected",
    outcome: "failed",
  };
}

/** That a file was let through that no scanner has called clean. */
export const releasedEvent = (documentId: string, file: File): AuditEvent => ({
  ...about(documentId, file),
  action: "document.released",
});
