import { copyHeads } from "#lib/audit/copy.ts";
import { exportTrail } from "#lib/audit/export.ts";
import { actionsIn } from "#lib/audit/groups.ts";
import { sealChain } from "#lib/audit/seal.ts";
import { listTrail } from "#lib/audit/trail.ts";
import type { TrailCursor, TrailFilter } from "#lib/audit/types.ts";
import { verifyChain } from "#lib/audit/verify.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { audited } from "#scripts/prove/audit-ground.ts";

const PAGE = 50;
const ROUNDS = 40;
/** A page of the trail takes no longer than this, whatever it is narrowed to, at the 99th percentile. */
const MOST_MS = 500;
/** Bytes of heap that sealing, checking and exporting may need, however many events there are. */
const MOST_HEAP = 150e6;

type Say = (line?: string) => void;

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1000, result };
}

/** First pages, and pages deep in the year, of one filter. */
async function pages(actor: Actor, filterOf: (round: number) => TrailFilter): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const deep = new Date(Date.now() - round * 9 * 86_400_000);
    const after: TrailCursor | null =
      round % 2 === 0 ? null : { at: deep, id: "ffffffff-ffff-7fff-8fff-ffffffffffff" };
    const { seconds } = await timed(() => listTrail(actor, filterOf(round), after, PAGE));
    times.push(seconds * 1000);
  }
  return times.toSorted((a, b) => a - b);
}

const file = (round: number) => `00000000-0000-7000-9000-${(round * 97).toString(16).padStart(12, "0")}`;

function filters(people: readonly string[]): Record<string, (round: number) => TrailFilter> {
  const person = (round: number) => people[round % people.length] ?? "";
  const day = (round: number) => new Date(Date.now() - round * 8 * 86_400_000);
  return {
    nothing: () => ({}),
    "a person": (round) => ({ personId: person(round) }),
    "a file": (round) => ({ documentId: file(round) }),
    "a student": (round) => ({ studentId: file(round) }),
    "a common action": () => ({ actions: ["document.viewed"] }),
    "a rare action": () => ({ actions: ["school.logo_removed"] }),
    "a group of actions": () => ({ actions: actionsIn("files") }),
    "a group without events": () => ({ actions: actionsIn("messages") }),
    "a day": (round) => ({ from: day(round + 1), until: day(round) }),
    "what was refused": () => ({ isRefused: true }),
    "a person and a common action": (round) => ({
      personId: person(round),
      actions: ["document.downloaded"],
    }),
    "a person and a rare action": (round) => ({ personId: person(round), actions: ["school.logo_removed"] }),
    "an action in a day": (round) => ({
      actions: ["document.created"],
      from: day(round + 1),
      until: day(round),
    }),
  };
}

/** The most that the heap grew to while `work` was done, in bytes above what it was. */
async function heapOf<T>(work: () => Promise<T>): Promise<{ heap: number; seconds: number; result: T }> {
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 50);
  try {
    return { ...(await timed(work)), heap: most - before };
  } finally {
    clearInterval(timer);
  }
}

async function proveExport(actor: Actor, say: Say): Promise<boolean> {
  let good = true;
  for (const format of ["csv", "ndjson"] as const) {
    const { heap, seconds, result } = await heapOf(async () => {
      let [bytes, lines] = [0, 0];
      for await (const text of await exportTrail(actor, {}, format, "")) {
        bytes += Buffer.byteLength(text);
        lines += text.split("\n").length - 1;
      }
      return { bytes, lines };
    });
    say(
      `export as ${format}: ${result.lines.toLocaleString("en")} lines, ${(result.bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, heap +${(heap / 1e6).toFixed(0)} MB`,
    );
    good &&= heap < MOST_HEAP;
  }
  return good;
}

async function proveSeals(chain: string, events: number, say: Say): Promise<boolean> {
  const rate = (seconds: number) => `${Math.round(events / seconds).toLocaleString("en")} a second`;
  const sealed = await heapOf(() => sealChain(chain));
  say(
    `sealed ${sealed.result.toLocaleString("en")} events in ${sealed.seconds.toFixed(1)} s, ${rate(sealed.seconds)}`,
  );
  const copied = await timed(() => copyHeads());
  say(`copied the heads in ${copied.seconds.toFixed(1)} s`);
  const checked = await heapOf(() => verifyChain(chain));
  const { faultCount, seals, copies } = checked.result;
  say(
    `checked ${checked.result.events.toLocaleString("en")} events under ${seals} seals in ${checked.seconds.toFixed(1)} s, ${rate(checked.seconds)}, heap +${(checked.heap / 1e6).toFixed(0)} MB: ${faultCount} faults, copies ${copies}`,
  );
  return faultCount === 0 && copies === "compared" && sealed.heap < MOST_HEAP && checked.heap < MOST_HEAP;
}

/** Proves the audit on so many events. @returns whether all of it held. */
export async function proveAudit(events: number, say: Say): Promise<boolean> {
  const made = await timed(() => audited(events));
  const { administrator, chain, people, end } = made.result;
  say(`${events.toLocaleString("en")} events made in ${made.seconds.toFixed(0)} s`);
  try {
    let good = await proveSeals(chain, events, say);
    say(`\n${"a page of 50, narrowed to".padEnd(32)} ${"median".padStart(8)} ${"99 %".padStart(8)}  ms`);
    for (const [name, filterOf] of Object.entries(filters(people))) {
      const times = await pages(administrator, filterOf);
      const slowest = at(times, 0.99);
      good &&= slowest < MOST_MS;
      say(`${name.padEnd(32)} ${at(times, 0.5).toFixed(1).padStart(8)} ${slowest.toFixed(1).padStart(8)}`);
    }
    say();
    good = (await proveExport(administrator, say)) && good;
    say(good ? "\nAll of it held." : "\nSomething did NOT hold.");
    return good;
  } finally {
    await end();
  }
}
