import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { AppError } from "#lib/errors.ts";
import { adviceFor } from "#lib/storage/advice.ts";

/** Tries beside the first. */
const RETRIES = 2;
/** Milliseconds after which nothing is tried again: somebody waits for the answer. */
const PATIENCE_MS = 8_000;
/** Longest pause before the second try, in ms, doubled before each further one; longer for a store that is busy. */
const PAUSE_MS = 150;
const BUSY_PAUSE_MS = 800;

type Strategy = Extract<NonNullable<S3ClientConfig["retryStrategy"]>, { acquireInitialRetryToken: unknown }>;

/** The SDK notes how far the clocks are apart, and signs anew with the store's. */
const isClockCorrected = (error: unknown) =>
  (error as { $metadata?: { clockSkewCorrected?: boolean } } | null)?.$metadata?.clockSkewCorrected === true;

/** Whether the same request may do when it is sent again. */
function mayDo(error: unknown): boolean {
  // Ours says that the store is let alone.
  if (error instanceof AppError) return false;
  return adviceFor(error).passes || isClockCorrected(error);
}

/** How long to wait before try `count` + 1, in ms: any time up to the longest, so that those who failed together part. */
export function pauseBefore(count: number, error: unknown, random: () => number = Math.random): number {
  const longest = adviceFor(error).reason === "busy" ? BUSY_PAUSE_MS : PAUSE_MS;
  return Math.round(random() * longest * 2 ** (count - 1));
}

const token = (count: number, delay: number) => ({ getRetryCount: () => count, getRetryDelay: () => delay });

type Token = ReturnType<typeof token>;

const begun = new WeakMap<object, number>();

/** Tries again where that can help, and nowhere else: not a wrong key, not a name that does not exist. */
export const retryStrategy = {
  acquireInitialRetryToken: async () => {
    const first = token(0, 0);
    begun.set(first, performance.now());
    return first;
  },
  refreshRetryTokenForRetry: async (before: Token, { error }: { error?: unknown }) => {
    const since = begun.get(before) ?? 0;
    const count = before.getRetryCount() + 1;
    if (count > RETRIES || !mayDo(error) || performance.now() - since > PATIENCE_MS)
      throw error instanceof Error ? error : new Error("not tried again");
    const next = token(count, pauseBefore(count, error));
    begun.set(next, since);
    return next;
  },
  recordSuccess: () => undefined,
} as const satisfies Partial<Strategy>;
