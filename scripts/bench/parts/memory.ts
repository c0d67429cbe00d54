import { setTimeout as sleep } from "node:timers/promises";
import { type BigFile, bigFile } from "#scripts/bench/big-file.ts";
import { once, spreadOf } from "#scripts/bench/figure.ts";
import { MIB, onApp } from "#scripts/bench/on-app.ts";
import type { Measure } from "#scripts/bench/parts.ts";
import type { Place } from "#scripts/bench/place.ts";
import { heldBy } from "#scripts/bench/process-cost.ts";
import { type Reader, readThrough } from "#scripts/bench/read-through.ts";
import { direct, remove, type Uploaded, untilProven } from "#scripts/bench/upload-ways.ts";

const UPLOADS = 10;
/** MiB, and MiB a minute. */
const BAR = { growth: 50, slope: 2 };
const WARM_UP_MS = 30_000;
const LOOK_MS = 500;

type Sample = { seconds: number; held: number };

const READERS: Reader[] = [{}, { speed: 20 }, { leaveAfter: 20 }, { speed: 4, leaveAfter: 40 }];

/** Least squares, in MiB a minute. */
function slope(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [x, y] = [mean(({ seconds }) => seconds), mean(({ held }) => held)];
  const up = samples.reduce((sum, { seconds, held }) => sum + (seconds - x) * (held - y), 0);
  const along = samples.reduce((sum, { seconds }) => sum + (seconds - x) ** 2, 0);
  return ((up / along) * 60) / MIB;
}

/** Uploads the file `count` times, two at a time; `alive` hears of each document that can be read. */
async function uploads(place: Place, file: BigFile, count: number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const uploaded = await direct(place, file);
      await untilProven(place, uploaded.uploadId ?? "");
      await remove(place, uploaded);
    }
  };
  await Promise.all([lane(), lane()]);
}

/** Has readers of every sort read a document, again and again, until `done`. */
async function readers(place: Place, { documentId = "" }: Uploaded, done: Promise<unknown>): Promise<number> {
  let isDone = false;
  void done.finally(() => {
    isDone = true;
  });
  const read = await Promise.all(
    READERS.map(async (reader) => {
      let bytes = 0;
      while (!isDone) bytes += await readThrough(place, documentId, reader);
      return bytes;
    }),
  );
  return read.reduce((sum, bytes) => sum + bytes, 0);
}

async function warmUp(place: Place): Promise<void> {
  const small = bigFile(64 * MIB);
  const kept = await direct(place, small);
  await untilProven(place, kept.uploadId ?? "");
  const begun = performance.now();
  do {
    const sending = uploads(place, small, 4);
    await readers(place, kept, sending);
    await sending;
  } while (performance.now() - begun < WARM_UP_MS);
  await remove(place, kept);
}

/**
 * The memory of the app while ten large files are uploaded and read through it at once, two at a time, beside readers of
 * every sort: fast, slow, leaving. Everything that is measured is done before on a small scale, for half a minute at
 * least: routes are loaded when they are first asked, and V8 takes its working room then. That is where the count begins.
 */
export const measure: Measure = ({ size }) =>
  onApp(async (place) => {
    await warmUp(place);
    const kept = await direct(place, bigFile(128 * MIB));
    await untilProven(place, kept.uploadId ?? "");
    await sleep(5_000);

    const base = heldBy(place.pid);
    const samples: Sample[] = [];
    const begun = performance.now();
    const look = () => {
      samples.push({ seconds: (performance.now() - begun) / 1000, held: heldBy(place.pid) });
    };
    const timer = setInterval(look, LOOK_MS);
    const sending = uploads(place, bigFile(size * MIB), UPLOADS);
    const read = await readers(place, kept, sending);
    await sending;
    clearInterval(timer);
    look();

    const most = Math.max(...samples.map(({ held }) => held));
    const later = samples.filter(({ seconds }) => seconds >= 60);
    return [
      {
        name: `growth at most, ${UPLOADS} files of ${size} MiB`,
        unit: "MiB",
        ours: once((most - base) / MIB),
        bar: { of: "middle", atMost: BAR.growth },
      },
      ...(later.length > 10
        ? [
            {
              name: "slope after the first minute, for each minute",
              unit: "MiB",
              ours: once(slope(later)),
              bar: { of: "middle", atMost: BAR.slope },
            } as const,
          ]
        : []),
      { name: "memory of the app", unit: "MiB", ours: spreadOf(samples.map(({ held }) => held / MIB)) },
      { name: "read meanwhile", unit: "MiB", ours: once(read / MIB) },
    ];
  });
