/** How far a file is from being public, or from being so no longer. */
export type PublicState =
  /** It is being copied; nobody can read it yet. */
  | "publishing"
  /** Anybody with the link can read it. */
  | "public"
  /** It was taken back, and the public store has not confirmed that it is gone: it may still be read. */
  | "withdrawing";

/** What a file is to the public; `url` is null where this installation names no public address any more. */
export type Publication = { state: PublicState; url: string | null };
