import type { Failure } from "#components/upload/item.ts";

/** A part that the store has, with the tag by which it knows its bytes. */
export type Tag = { number: number; etag: string };

/** What is told to the server when all parts are there. Without `parts` it asks the store. */
export type Proof = { sha256: string | null; parts: readonly Tag[] | null };

/** How sending a file in parts ended. After `failed` it can be taken up where it was; after `gone` there is nothing left to take up. */
export type PartsOutcome =
  | { is: "sent"; proof: Proof }
  | { is: "failed"; failure: Failure }
  | { is: "gone" }
  | { is: "unreadable" }
  | { is: "cancelled" };

/** Ends the sending of a file, from wherever in it. */
export class Ended extends Error {
  readonly outcome: PartsOutcome;

  constructor(outcome: PartsOutcome) {
    super(outcome.is);
    this.outcome = outcome;
  }
}
