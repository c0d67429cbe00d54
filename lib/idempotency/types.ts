/** An answer as it is kept. */
export type KeptAnswer = {
  status: number;
  /** Null where there is none, or where it must be written anew: it held signed addresses. */
  body: string | null;
  contentType: string | null;
  location: string | null;
};

/** A try that may go on: the first one, or one after a try that broke off (`again`). */
export type Claim = { id: string; claim: string; resourceId: string; again: boolean };

/** What a key says to a request that comes with it. */
export type Claimed =
  | { state: "ours"; claim: Claim }
  | { state: "running" }
  | { state: "reused" }
  | { state: "answered"; answer: KeptAnswer; resourceId: string; permissions: readonly string[] };
