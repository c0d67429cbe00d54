import { type Quarantine, quarantineOf, type Status } from "#lib/documents/status.ts";

/** Milliseconds before files that are being checked are asked about again; each pause is half as long again. */
const FIRST_MS = 700;
const LAST_MS = 10_000;

type Heed = (now: Quarantine | null) => void;

const waiting = new Map<string, Set<Heed>>();
let pause = FIRST_MS;
let timer: ReturnType<typeof setTimeout> | null = null;

/** What a file is now; undefined where nobody could say. */
async function ask(id: string): Promise<Quarantine | null | undefined> {
  const response = await fetch(`/api/v1/documents/${encodeURIComponent(id)}`).catch(() => null);
  if (response?.ok !== true) return undefined;
  const { status } = (await response.json()) as { status: Status };
  return quarantineOf(status);
}

async function turn(): Promise<void> {
  // One after another: a list of many that wait is no burst of requests.
  for (const id of waiting.keys()) {
    const now = await ask(id).catch(() => undefined);
    if (now === undefined || now === "checking") continue;
    const heeds = waiting.get(id) ?? [];
    waiting.delete(id);
    for (const heed of heeds) heed(now);
  }
  timer = null;
  pause = Math.min(pause * 1.5, LAST_MS);
  arm();
}

function arm(): void {
  if (timer === null && waiting.size > 0) timer = setTimeout(() => void turn(), pause);
}

/** Hears once what a file is that is being checked for viruses, when that is over. The answer ends the waiting. */
export function watchCheck(id: string, heed: Heed): () => void {
  const heeds = waiting.get(id) ?? new Set();
  waiting.set(id, heeds.add(heed));
  pause = FIRST_MS;
  arm();
  return () => {
    heeds.delete(heed);
    if (heeds.size === 0) waiting.delete(id);
  };
}
