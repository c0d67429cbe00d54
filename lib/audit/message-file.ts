import type { Kind } from "#lib/documents/constants.ts";

/**
 * What the audit keeps of a file that hangs on a message, so that its name is shown to nobody but its sender even when
 * nothing else tells any more what it was.
 */
export const messageFile = (kind: Kind): { kind?: "attachment" } => (kind === "attachment" ? { kind } : {});
