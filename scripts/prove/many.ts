import { createHash } from "node:crypto";
import { photo } from "#e2e/samples/picture.ts";
import type { Ground } from "#scripts/prove/ground.ts";

const TYPE = "image/png";

type Ticket = { upload_id: string; part_size: number; part_count: number };
type Signed = { parts: { part_number: number; url: string; headers: Record<string, string> }[] };

/** Asks once more where a connection that was kept open had just been closed at its other end. */
async function insist(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

/** A caller of the HTTP API of the app on the proving ground. */
class Caller {
  readonly #baseUrl: string;
  readonly #token: string;

  constructor(baseUrl: string, token: string) {
    this.#baseUrl = `${baseUrl}/api/v1`;
    this.#token = token;
  }

  async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await insist(this.#baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** A picture of `size` bytes of which every part in the middle is the same, so that it need not be held or written. */
function partOf(
  name: string,
  size: number,
  filler: Buffer,
  { start, end }: { start: number; end: number },
): Uint8Array {
  const { bytes } = photo(name);
  const head = bytes.subarray(0, -12);
  const part = filler.subarray(0, end - start);
  if (start > 0 && end < size) return part;
  const own = Buffer.from(part);
  if (start === 0) head.copy(own);
  if (end === size) bytes.copy(own, own.length - 12, bytes.length - 12);
  return own;
}

async function upload(caller: Caller, name: string, size: number, filler: Buffer): Promise<void> {
  const asked = { filename: name, content_type: TYPE, size };
  const ticket = (await (await caller.ask("POST", "/uploads", asked)).json()) as Ticket;
  const hash = createHash("sha256");
  const parts: { part_number: number; etag: string }[] = [];
  for (let number = 1; number <= ticket.part_count; number += 1) {
    const start = (number - 1) * ticket.part_size;
    const bytes = partOf(name, size, filler, { start, end: Math.min(start + ticket.part_size, size) });
    hash.update(bytes);
    const signed = await caller.ask("POST", `/uploads/${ticket.upload_id}/parts`, { part_numbers: [number] });
    const [part] = ((await signed.json()) as Signed).parts;
    if (part === undefined) throw new Error(`part ${number} was not signed`);
    const answer = await insist(part.url, {
      method: "PUT",
      headers: part.headers,
      body: new Blob([new Uint8Array(bytes)]),
    });
    if (!answer.ok) throw new Error(`part ${number}: ${answer.status}`);
    parts.push({ part_number: number, etag: answer.headers.get("etag") ?? "" });
  }
  await caller.ask("POST", `/uploads/${ticket.upload_id}/complete`, { parts, sha256: hash.digest("hex") });
}

/** Reads one document after another through the app, until it is told to stop; answers how many bytes came. */
async function readOn(caller: Caller, ids: readonly string[], signal: AbortSignal): Promise<number> {
  let read = 0;
  for (let at = 0; !signal.aborted; at += 1) {
    const answer = await caller.ask("GET", `/documents/${ids[at % ids.length]}/preview`);
    for await (const chunk of answer.body ?? []) read += (chunk as Uint8Array).byteLength;
  }
  return read;
}

/** Uploads `count` files of `size` bytes at once, while previews are read through the app, and follows its memory. */
export async function proveMany(ground: Ground, count: number, size: number) {
  const { installation, school } = ground;
  const caller = new Caller(installation.baseUrl, await school.token());
  const filler = Buffer.alloc(64 * 1024 * 1024, photo("filler.png", { size: 65_521 }).bytes);
  await upload(caller, "seen.png", 40_000_000, filler);
  const found = (await (await caller.ask("GET", "/documents?q=seen")).json()) as { data: { id: string }[] };
  const ids = found.data.map(({ id }) => id);
  // What a process takes once, for the first of anything, is not what it takes for more of it.
  const warm = AbortSignal.timeout(10_000);
  await readOn(caller, ids, warm);

  const before = ground.app().memory;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, ground.app().memory);
  }, 250);
  const stop = new AbortController();
  const reading = Promise.all([1, 2].map(() => readOn(caller, ids, stop.signal)));
  reading.catch(() => undefined);
  const begun = performance.now();
  try {
    await Promise.all(
      Array.from({ length: count }, (_, at) => upload(caller, `file ${at + 1}.png`, size, filler)),
    );
  } finally {
    stop.abort();
    clearInterval(watch);
  }
  const seconds = (performance.now() - begun) / 1000;
  const read = (await reading).reduce((sum, bytes) => sum + bytes, 0);
  return { before, peak, seconds, read };
}
