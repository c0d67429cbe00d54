/** Everything that an address can be told of. */
export const EVENT_TYPES = [
  "document.created",
  "document.updated",
  "document.deleted",
  "document.purged",
  "upload.failed",
  "quota.warning",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What is sent when somebody tries an address out; nobody chooses it. */
export const TEST_TYPE = "webhook.test";
export type SentType = EventType | typeof TEST_TYPE;

/** Everything that is ever sent. */
export const SENT_TYPES: readonly SentType[] = [...EVENT_TYPES, TEST_TYPE];

/** Why an address is sent nothing any more: failures for days, its own word (410), or a secret that cannot be read. */
export const DISABLED_FOR = ["failing", "gone", "secret"] as const;

/** How far a delivery is; `failed` once it is not tried any more. */
export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;

/** Addresses that one school has at most. */
export const MAX_WEBHOOKS = 10;

/** Characters of an address. */
export const MAX_URL = 2048;

/** Hours that a replaced secret still signs beside the new one. */
export const OLD_SECRET_HOURS = 24;

/** Milliseconds from looking up the address to the end of the answer. */
export const DEADLINE_MS = 10_000;

/** Bytes of an answer that are read, and kept to be looked at. */
export const ANSWER_BYTES = 2_048;

/** Tries of a delivery that are kept. */
export const KEPT_TRIES = 30;

/** Hours after which an event that could not be delivered is given up. */
export const GIVE_UP_HOURS = 72;

/** Hours of failures, without one success, after which an address is switched off. */
export const DISABLE_HOURS = 120;

/** Days for which deliveries are kept. */
export const KEEP_DAYS = 30;

/** Jobs with this flag a worker holds back while it has enough of them. */
export const WEBHOOK_FLAG = "webhook";
/** Addresses that a worker sends to at once. */
export const WEBHOOKS_AT_ONCE = 2;
/** Requests to one address at once, while it answers. */
export const SENT_AT_ONCE = 4;
/** Milliseconds after which a job makes room for other addresses. */
export const TURN_MS = 15_000;
