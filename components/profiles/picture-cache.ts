import type { Pictures } from "#lib/profiles/types.ts";

/** Milliseconds for which an answer is kept: the addresses stay good for longer. */
const KEPT = 4 * 60_000;

type Kept = { at: number; url: Promise<string | null> };

const kept = new Map<string, Kept>();
let waiting: { id: string; resolve: (url: string | null) => void }[] = [];

async function ask(): Promise<void> {
  const asked = waiting;
  waiting = [];
  const query = new URLSearchParams([...new Set(asked.map(({ id }) => id))].map((id) => ["id", id]));
  const pictures: Pictures = await fetch(`/people/pictures?${query}`)
    .then((answer) => (answer.ok ? answer.json() : {}))
    .catch(() => ({}));
  for (const { id, resolve } of asked) resolve(pictures[id] ?? null);
}

/** The address of a person's picture, or null. All that are asked for in one go are asked for in one request. */
export function pictureOf(id: string): Promise<string | null> {
  const known = kept.get(id);
  if (known !== undefined && Date.now() - known.at < KEPT) return known.url;
  const url = new Promise<string | null>((resolve) => {
    if (waiting.length === 0) setTimeout(() => void ask());
    waiting.push({ id, resolve });
  });
  kept.set(id, { at: Date.now(), url });
  return url;
}

/** Forgets what is known: a picture has changed. */
export function forgetPictures(): void {
  kept.clear();
}
