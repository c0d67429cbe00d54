import type { DELIVERY_STATES, DISABLED_FOR, EventType, SentType } from "#lib/webhooks/constants.ts";

/** Why there was no answer, or none that counts. */
export type Problem =
  | "address_refused"
  | "dns_failed"
  | "connection_failed"
  | "tls_failed"
  | "timed_out"
  | "redirected"
  | "restricted"
  | "status";

/** One request and what came of it. */
export type Try = {
  /** UTC, ISO 8601. */
  at: string;
  /** Milliseconds. */
  took: number;
  /** The HTTP status; null where there was no answer. */
  status: number | null;
  /** Null where it was delivered. */
  problem: Problem | null;
  /** The first bytes of the answer, as text. */
  answer: string;
};

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** An address as pages see it: its secret is told once, when it is made. */
export type Webhook = {
  id: string;
  url: string;
  events: EventType[];
  /** Whether it is told of restricted documents as well. */
  restricted: boolean;
  state: "active" | "paused" | "disabled";
  disabledFor: (typeof DISABLED_FOR)[number] | null;
  /** UTC, ISO 8601: since when several tries in a row have failed; null otherwise. */
  failingSince: string | null;
  /** UTC, ISO 8601: until when the secret before this one signs as well; null where none does. */
  oldSecretUntil: string | null;
  createdBy: string;
  /** UTC, ISO 8601. */
  createdAt: string;
};

/** A line of the delivery log. */
export type Delivery = {
  id: string;
  eventId: string;
  type: SentType;
  state: DeliveryState;
  /** UTC, ISO 8601. */
  occurredAt: string;
  /** UTC, ISO 8601: when it is tried next; null where it is not. */
  nextAttemptAt: string | null;
  /** How often it was tried in all, as far as is kept. */
  tries: number;
  last: Try | null;
};

/** A delivery with all that was sent and answered. */
export type DeliveryDetails = Omit<Delivery, "tries"> & {
  webhookId: string;
  body: string;
  tries: Try[];
};
