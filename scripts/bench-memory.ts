import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type BigFile, bigFile } from "#scripts/bench/big-file.ts";
import { judge, MIB } from "#scripts/bench/judge.ts";
import { type Place, placeOf } from "#scripts/bench/place.ts";
import { heldBy } from "#scripts/bench/process-cost.ts";
import { type Reader, readThrough } from "#scripts/bench/read-through.ts";
import { direct, remove, type Uploaded, untilProven } from "#scripts/bench/upload-ways.ts";
import { say } from "#scripts/start/say.ts";

const HELP = `Watches the memory of the app while large files are uploaded and read through it at once.

  npm run bench:memory -- [--size MiB] [--uploads N] [--data DIR]

  --size     1024 when not given
  --uploads  10 when not given; two at a time, beside readers of every sort: fast, slow, leaving
  --data     the data folder of an npm start that runs already and may be filled; without it one is started and ended

  Everything that is measured is done before on a small scale, for half a minute at least: routes are loaded when they
  are first asked, and V8 takes its working room then. That is where the count begins.

  Bars: less than 50 MiB more than at the beginning, whatever is under way, and no more than 2 MiB a minute of slope
  after the first minute. Linux alone.`;

const BAR = { growth: 50 * MIB, slope: 2 * MIB };
const WARM_UP_MS = 30_000;
const LOOK_MS = 500;

type Sample = { seconds: number; held: number };

const READERS: Reader[] = [{}, { speed: 20 }, { leaveAfter: 20 }, { speed: 4, leaveAfter: 40 }];

/** Least squares, in bytes a minute. */
function slope(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [x, y] = [mean(({ seconds }) => seconds), mean(({ held }) => held)];
  const up = samples.reduce((sum, { seconds, held }) => sum + (seconds - x) * (held - y), 0);
  const along = samples.reduce((sum, { seconds }) => sum + (seconds - x) ** 2, 0);
  return (up / along) * 60;
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

async function bench(dataDir: string, size: number, count: number): Promise<boolean> {
  const place = await placeOf(dataDir);
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
  const sending = uploads(place, bigFile(size), count);
  const read = await readers(place, kept, sending);
  await sending;
  clearInterval(timer);
  look();

  const most = Math.max(...samples.map(({ held }) => held));
  const later = samples.filter(({ seconds }) => seconds >= 60);
  const steep = later.length > 10 ? slope(later) : Number.NaN;
  const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`;
  const seconds = samples.at(-1)?.seconds ?? 0;
  say(`${count} uploads of ${mib(size)} and ${mib(read)} read in ${seconds.toFixed(0)} s`);
  for (let minute = 0; minute <= seconds / 30; minute += 1) {
    const held = samples.filter((sample) => Math.floor(sample.seconds / 30) === minute).map((s) => s.held);
    if (held.length > 0)
      say(`  to ${(minute + 1) * 30} s  ${mib(Math.min(...held))} to ${mib(Math.max(...held))}`);
  }
  say(
    `at the beginning ${mib(base)}, at most ${mib(most)} (+ ${mib(most - base)}), at the end ${mib(samples.at(-1)?.held ?? 0)}`,
  );
  say(
    Number.isNaN(steep)
      ? "Too short to tell a slope."
      : `slope after the first minute: ${mib(steep)} a minute`,
  );
  return most - base < BAR.growth && !(steep > BAR.slope);
}

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "1024" },
    uploads: { type: "string", default: "10" },
    data: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help) say(HELP);
else
  await judge({
    dataDir: values.data,
    bars: "50 MiB more at most, 2 MiB a minute of slope",
    bench: (dataDir) => bench(dataDir, Number(values.size) * MIB, Number(values.uploads)),
  });
