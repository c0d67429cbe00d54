import type { ErrorCode } from "#lib/errors.ts";

/**
 * What a document's bytes are, and an old version's. `missing`: the store has lost them; `damaged`: it has others;
 * `checking`: no virus scanner has called them clean yet; `infected`: it found something; `unscannable`: they are too
 * large for it. Whatever is not `ready` is read by nobody.
 */
export const STATUSES = ["ready", "missing", "damaged", "checking", "infected", "unscannable"] as const;
export type Status = (typeof STATUSES)[number];

/** Why the virus scanner keeps a file from everybody. */
export type Quarantine = "checking" | "infected" | "unscannable";

const CODES: Readonly<Record<Quarantine, ErrorCode>> = {
  checking: "file_checking",
  infected: "file_infected",
  unscannable: "file_unscannable",
};

/** Why the virus scanner keeps it from everybody; null where it does not. */
export function quarantineOf(status: Status): Quarantine | null {
  return status === "checking" || status === "infected" || status === "unscannable" ? status : null;
}

/** Why nobody can read it; null for what can be read. */
export function unreadable(status: Status): ErrorCode | null {
  if (status === "ready") return null;
  const quarantine = quarantineOf(status);
  return quarantine === null ? "file_missing" : CODES[quarantine];
}
