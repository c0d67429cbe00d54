import type { SealKey } from "#lib/audit/keys.ts";
import { entryOf, readEntries, type SealedEvent } from "#lib/audit/seal-form.ts";

/** What is wrong with one event of a stretch. */
export type Difference = { sort: "event_added" | "event_changed" | "event_missing"; eventId: string };

/**
 * Names the events of a stretch that are not what its seal says: changed, missing, or there although it does not know
 * them. Holds the seal's entries, and nothing of the events.
 */
export async function* differences(
  key: SealKey,
  entries: Buffer,
  events: AsyncIterable<SealedEvent>,
): AsyncGenerator<Difference> {
  const sealed = new Map([...readEntries(entries)].map(({ id, digest }) => [id, digest]));
  for await (const event of events) {
    const [is] = readEntries(entryOf(key, event));
    const was = sealed.get(event.id);
    sealed.delete(event.id);
    if (was === undefined) yield { sort: "event_added", eventId: event.id };
    else if (was !== is?.digest) yield { sort: "event_changed", eventId: event.id };
  }
  for (const eventId of sealed.keys()) yield { sort: "event_missing", eventId };
}
