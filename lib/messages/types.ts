import type { Role } from "#lib/auth/permissions.ts";
import type { DocumentItem, DocumentRecord } from "#lib/documents/types.ts";

/** Somebody as messages name them; without a name where they are no member any more. */
export type Person = { id: string; name: string | null };

/** Whom a message was meant for. */
export type Audience = { school: boolean; roles: Role[]; people: Person[] };

/** A message as a list shows it. */
export type MessageLine = {
  id: string;
  subject: string;
  /** The beginning of the body, on one line. */
  excerpt: string;
  author: Person;
  to: Audience;
  /** UTC, ISO 8601: when it was sent or, of a draft, changed last. */
  at: string;
  /** Always true of what one has written. */
  read: boolean;
  /** Whether something hangs on it that the reader may open. */
  files: boolean;
};

/** One page of a box; `nextCursor` is opaque and null at the end. */
export type MessagePage = { items: MessageLine[]; nextCursor: string | null };

/** A sent message as its author and those who got it see it. */
export type Message = {
  id: string;
  subject: string;
  body: string;
  author: Person;
  to: Audience;
  /** UTC, ISO 8601. */
  sentAt: string;
  /** Whether the reader wrote it. */
  mine: boolean;
  /** Whether it is in the reader's inbox, and read there. */
  received: { read: boolean } | null;
  /** What the reader may open of what hangs on it; of the rest they learn nothing. */
  files: DocumentItem[];
};

/** A message that is being written, for its author alone. */
export type Draft = {
  id: string;
  subject: string;
  body: string;
  to: Audience;
  files: DocumentItem[];
};

/** What a message says and to whom: `school`, roles, ids of members. */
export type Content = { subject: string; body: string; to: readonly string[] };

/** Somebody who can be written to. */
export type Recipient = { id: string; name: string; role: Role };

/** A sent message as the HTTP API's own callers see it. */
export type MessageRecord = {
  id: string;
  schoolId: string;
  subject: string;
  body: string;
  from: Person;
  /** As it was sent: `school`, roles, ids of members. */
  to: readonly string[];
  /** UTC, ISO 8601. */
  sentAt: string;
  readAt: string | null;
  files: DocumentRecord[];
};
