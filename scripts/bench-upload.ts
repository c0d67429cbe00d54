import { parseArgs } from "node:util";
import { type BigFile, bigFile } from "#scripts/bench/big-file.ts";
import { judge, MIB } from "#scripts/bench/judge.ts";
import { type Place, placeOf } from "#scripts/bench/place.ts";
import { type Cost, costOf } from "#scripts/bench/process-cost.ts";
import { bareSdk, direct, remove, through, type Uploaded, untilProven } from "#scripts/bench/upload-ways.ts";
import { say } from "#scripts/start/say.ts";

/** Files sent before anything is measured. */
const WARM_UP = 25;

const HELP = `Uploads one large file to the embedded store in three ways, and prints what each takes.

  npm run bench:upload -- [--size MiB] [--rounds N] [--data DIR]

  --size    1024 when not given
  --rounds  5 when not given; the first two ways take turns, the third comes after.
            Time: the best of each counts. CPU: the one in the middle
  --data    the data folder of an npm start that runs already and may be filled; without it one is started and ended

  bare SDK      the AWS SDK's client alone, payload unsigned as over TLS: what the store can take
  direct        as the page does: the app signs, the bytes go straight to the store, the app joins and checks. The
                file's checksum, which a browser computes in a thread of its own, is computed before
  through       POST /api/v1/documents/upload, for callers that cannot reach the store: every byte goes through the app

  Before, ${WARM_UP} files of 64 MiB go each way that the app has a part in: code that runs for the first times is not
  compiled yet, and an app that has run for a morning is what counts. CPU is the app's process alone, all its threads.

  Bars: direct at 90 % of the bare SDK or better, with less than 50 ms of the app's CPU. Linux alone.`;

const BAR = { share: 0.9, cpuMs: 50 };

type Way = { name: string; upload: (place: Place, file: BigFile) => Promise<Uploaded> };
const WAYS: Way[] = [
  { name: "bare SDK", upload: bareSdk },
  { name: "direct", upload: direct },
  { name: "through", upload: through },
];

async function measure(place: Place, way: Way, file: BigFile): Promise<Cost> {
  let uploaded: Uploaded | undefined;
  const cost = await costOf(place.pid, async () => {
    uploaded = await way.upload(place, file);
  });
  if (uploaded?.uploadId !== undefined) await untilProven(place, uploaded.uploadId);
  if (uploaded !== undefined) await remove(place, uploaded);
  return cost;
}

const median = (costs: readonly Cost[]) =>
  costs.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b)[Math.floor(costs.length / 2)] ?? Number.NaN;
const best = (costs: readonly Cost[], of: (cost: Cost) => number) => Math.min(...costs.map(of));

function row(name: string, costs: readonly Cost[], size: number, fastest: number): string {
  const seconds = best(costs, (cost) => cost.seconds);
  const cells = [
    `${seconds.toFixed(2)} s`,
    `${(size / MIB / seconds).toFixed(0)} MiB/s`,
    `${((fastest / seconds) * 100).toFixed(0)} %`,
    `${median(costs).toFixed(0)} ms`,
    `${best(costs, (cost) => cost.cpuMs).toFixed(0)} ms`,
    `${(best(costs, (cost) => cost.memory) / MIB).toFixed(0)} MiB`,
  ];
  return name.padEnd(10) + cells.map((cell) => cell.padStart(13)).join("");
}

async function bench(dataDir: string, size: number, rounds: number): Promise<boolean> {
  const place = await placeOf(dataDir);
  const file = bigFile(size);
  const costs = new Map(WAYS.map((way) => [way.name, [] as Cost[]]));
  const small = bigFile(64 * MIB);
  for (const way of WAYS.slice(1).toReversed())
    for (let n = 0; n < WARM_UP; n += 1) await measure(place, way, small);
  // What comes after a gigabyte has gone through the app is clearing up, and no cost of the way beside it.
  const turns = [WAYS.slice(0, 2), WAYS.slice(2)].flatMap((ways) =>
    Array.from({ length: rounds }, (_, index) => ({ ways, round: index + 1 })),
  );
  for (const { ways, round } of turns) {
    for (const way of ways) {
      const cost = await measure(place, way, file);
      costs.get(way.name)?.push(cost);
      const line = `${cost.seconds.toFixed(2)} s, ${cost.cpuMs.toFixed(0)} ms of the app's CPU`;
      say(`round ${round}  ${way.name.padEnd(10)} ${line}`);
    }
  }
  const of = (name: string) => costs.get(name) ?? [];
  const fastest = best(of("bare SDK"), (cost) => cost.seconds);
  say("");
  say(`${size / MIB} MiB, best of ${rounds}, CPU also the median`);
  say(
    `${"".padEnd(10)}${["time", "speed", "of bare SDK", "app's CPU", "at best", "app's memory"].map((name) => name.padStart(13)).join("")}`,
  );
  for (const { name } of WAYS) say(row(name, of(name), size, fastest));
  const share = fastest / best(of("direct"), (cost) => cost.seconds);
  return share >= BAR.share && median(of("direct")) < BAR.cpuMs;
}

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "1024" },
    rounds: { type: "string", default: "5" },
    data: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help) say(HELP);
else
  await judge({
    dataDir: values.data,
    bars: `${BAR.share * 100} % of the bare SDK, ${BAR.cpuMs} ms`,
    bench: (dataDir) => bench(dataDir, Number(values.size) * MIB, Number(values.rounds)),
  });
