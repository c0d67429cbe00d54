import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type BigFile, bigFile } from "#scripts/bench/big-file.ts";
import { type Place, placeOf } from "#scripts/bench/place.ts";
import { type Cost, costOf } from "#scripts/bench/process-cost.ts";
import { bareSdk, direct, remove, through, type Uploaded, untilProven } from "#scripts/bench/upload-ways.ts";
import { startTestApp } from "#scripts/test/app.ts";

const HELP = `Uploads one large file to the embedded store in three ways, and prints what each takes.

  npm run bench:upload -- [--size MiB] [--rounds N] [--data DIR]

  --size    1024 when not given
  --rounds  3 when not given; the ways take turns, and the best of each counts
  --data    the data folder of an npm start that runs already and may be filled; without it one is started and ended

  bare SDK      the AWS SDK's client alone, payload unsigned as over TLS: what the store can take
  direct        as the page does: the app signs, the bytes go straight to the store, the app joins and checks. The
                file's checksum, which a browser computes in a thread of its own, is computed before
  through       POST /api/v1/documents/upload, for callers that cannot reach the store: every byte goes through the app

  Bars: direct at 90 % of the bare SDK or better, with less than 50 ms of the app's CPU. Linux alone.`;

const BAR = { share: 0.9, cpuMs: 50 };
const MIB = 2 ** 20;

const say = (line = "") => process.stdout.write(`${line}\n`);

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

const best = (costs: readonly Cost[], of: (cost: Cost) => number) => Math.min(...costs.map(of));

function row(name: string, costs: readonly Cost[], size: number, fastest: number): string {
  const seconds = best(costs, (cost) => cost.seconds);
  const cells = [
    `${seconds.toFixed(2)} s`,
    `${(size / MIB / seconds).toFixed(0)} MiB/s`,
    `${((fastest / seconds) * 100).toFixed(0)} %`,
    `${best(costs, (cost) => cost.cpuMs).toFixed(0)} ms`,
    `${(best(costs, (cost) => cost.memory) / MIB).toFixed(0)} MiB`,
  ];
  return name.padEnd(10) + cells.map((cell) => cell.padStart(13)).join("");
}

async function bench(dataDir: string, size: number, rounds: number): Promise<boolean> {
  const place = await placeOf(dataDir);
  const file = bigFile(size);
  const costs = new Map(WAYS.map((way) => [way.name, [] as Cost[]]));
  // Routes are loaded when they are first asked, and code is compiled when it is warm.
  const small = bigFile(64 * MIB);
  for (const way of WAYS) for (let n = 0; n < 2; n += 1) await measure(place, way, small);
  for (let round = 1; round <= rounds; round += 1) {
    for (const way of WAYS) {
      const cost = await measure(place, way, file);
      costs.get(way.name)?.push(cost);
      const line = `${cost.seconds.toFixed(2)} s, ${cost.cpuMs.toFixed(0)} ms of the app's CPU`;
      say(`round ${round}  ${way.name.padEnd(10)} ${line}`);
    }
  }
  const of = (name: string) => costs.get(name) ?? [];
  const fastest = best(of("bare SDK"), (cost) => cost.seconds);
  say();
  say(`${size / MIB} MiB, best of ${rounds}`);
  say(
    `${"".padEnd(10)}${["time", "speed", "of bare SDK", "app's CPU", "app's memory"].map((name) => name.padStart(13)).join("")}`,
  );
  for (const { name } of WAYS) say(row(name, of(name), size, fastest));
  const share = fastest / best(of("direct"), (cost) => cost.seconds);
  return share >= BAR.share && best(of("direct"), (cost) => cost.cpuMs) < BAR.cpuMs;
}

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "1024" },
    rounds: { type: "string", default: "3" },
    data: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  say(HELP);
} else {
  const app = values.data === undefined ? await startTestApp() : null;
  try {
    const good = await bench(
      values.data ?? app?.dataDir ?? "",
      Number(values.size) * MIB,
      Number(values.rounds),
    );
    const [load = 0] = loadavg();
    say();
    if (load > availableParallelism())
      say(`This machine is busy (load ${load.toFixed(1)}): times say little.`);
    say(
      good
        ? "Within the bars."
        : `Not within the bars: ${BAR.share * 100} % of the bare SDK, ${BAR.cpuMs} ms.`,
    );
    if (!good) process.exitCode = 1;
  } finally {
    await app?.stop();
  }
}
