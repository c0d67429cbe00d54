import { log } from "#lib/log.ts";

type Provider = { forceFlush(options: { timeoutMillis: number }): Promise<void> };

// Next may load this module once for each bundle; there is one provider.
const holder = globalThis as { athenaTraces?: Provider };

/** A collector that does not answer must not hold up the end of the process for longer, in ms. */
const AT_MOST_MS = 3_000;

/** Remembers where spans are kept until they are sent. */
export function keepForFlush(provider: Provider): void {
  holder.athenaTraces = provider;
}

/** Sends the spans that have not been sent yet; does nothing where there are none. Never throws. */
export async function flushTraces(): Promise<void> {
  await holder.athenaTraces
    ?.forceFlush({ timeoutMillis: AT_MOST_MS })
    .catch((error: unknown) => log.warn({ err: error }, "the last traces could not be sent"));
}
