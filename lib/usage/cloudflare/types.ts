/** What an account's buckets hold, and what was done in them in a month (UTC) so far. */
export type AccountFigures = { bytes: number; objects: number; classA: number; classB: number };

/** The same by Cloudflare; what is held is null where it has no figure of the last days. */
export type CloudflareFigures = Omit<AccountFigures, "bytes" | "objects"> & {
  bytes: number | null;
  objects: number | null;
  /** When Cloudflare measured what is held; UTC, ISO 8601. */
  heldAt: string | null;
};

/**
 * Why there are none. `refused`: the token or its permission; `busy`: too many questions; `question`: Cloudflare does
 * not answer this one, its reason is in the log; `garbled`: no answer that can be read; `late`: none in time;
 * `unreachable`: no connection; `unwell`: an error of theirs; `nothing`: the account has no figure of these buckets.
 */
export type CloudflareReason =
  | "refused"
  | "busy"
  | "question"
  | "garbled"
  | "late"
  | "unreachable"
  | "unwell"
  | "nothing";

/** `askedAt` is UTC, ISO 8601. */
export type CloudflareAnswer =
  | { ok: true; figures: CloudflareFigures; askedAt: string }
  | { ok: false; reason: CloudflareReason; askedAt: string };

/** Both counts, side by side. */
export type Comparison = { ours: AccountFigures; cloudflare: CloudflareAnswer };
