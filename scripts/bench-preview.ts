import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { bigFile } from "#scripts/bench/big-file.ts";
import { judge, MIB } from "#scripts/bench/judge.ts";
import { type Place, placeOf } from "#scripts/bench/place.ts";
import { costOf } from "#scripts/bench/process-cost.ts";
import { linesTo, type Reader, readThrough } from "#scripts/bench/read-through.ts";
import { direct, remove, untilProven } from "#scripts/bench/upload-ways.ts";
import { say } from "#scripts/start/say.ts";

const HELP = `Reads one large file through the server, GET /api/v1/documents/{id}/preview, and prints what it takes of the app.

  npm run bench:preview -- [--size MiB] [--data DIR]

  --size    500 when not given
  --data    the data folder of an npm start that runs already and may be filled; without it one is started and ended

  Bars: the app's memory grows by less than 50 MiB whatever the readers do, and once they have left it has no line to
  the store open for them. Linux alone.`;

const BAR = 50 * MIB;

type Scene = { name: string; readers: number; reader: Reader };
const scenes = (size: number): Scene[] => [
  { name: "one, as fast as it comes", readers: 1, reader: {} },
  {
    name: "one, slow, still for 20 s",
    readers: 1,
    reader: { speed: 25, still: { after: size / 5, ms: 20_000 } },
  },
  { name: "ten, slow, leaving", readers: 10, reader: { speed: 2, leaveAfter: 30 } },
  { name: "ten, leaving at once", readers: 10, reader: { leaveAfter: 1 } },
];

/** Waits until the app has no more lines to the store than it had; answers whether that came. */
async function letGo(place: Place, before: number): Promise<boolean> {
  const port = Number(new URL(place.env.R2_ENDPOINT_URL ?? "").port);
  for (let tries = 0; tries < 100; tries += 1) {
    if (linesTo(place.pid, port) <= before) return true;
    await sleep(100);
  }
  return false;
}

async function play(place: Place, documentId: string, { name, readers, reader }: Scene): Promise<boolean> {
  const port = Number(new URL(place.env.R2_ENDPOINT_URL ?? "").port);
  const lines = linesTo(place.pid, port);
  let read = 0;
  const cost = await costOf(place.pid, async () => {
    const all = Array.from({ length: readers }, () => readThrough(place, documentId, reader));
    read = (await Promise.all(all)).reduce((sum, bytes) => sum + bytes, 0);
  });
  // A line that ended in order is kept for the next request; one that was left is closed.
  const isLetGo = await letGo(place, lines + 1);
  const cells = [
    `${cost.seconds.toFixed(1)} s`,
    `${(read / MIB).toFixed(0)} MiB`,
    `${cost.cpuMs.toFixed(0)} ms`,
    `${(cost.memory / MIB).toFixed(0)} MiB`,
    isLetGo ? "closed" : "OPEN",
  ];
  say(name.padEnd(27) + cells.map((cell) => cell.padStart(12)).join(""));
  return isLetGo && cost.memory < BAR;
}

async function bench(dataDir: string, size: number): Promise<boolean> {
  const place = await placeOf(dataDir);
  const uploaded = await direct(place, bigFile(size * MIB));
  const { documentId = "", uploadId = "" } = uploaded;
  await untilProven(place, uploadId);
  await readThrough(place, documentId, {});
  say(
    `${"".padEnd(27)}${["time", "read", "app's CPU", "its memory", "its lines"].map((name) => name.padStart(12)).join("")}`,
  );
  let good = true;
  for (const scene of scenes(size)) good = (await play(place, documentId, scene)) && good;
  await remove(place, uploaded);
  return good;
}

const { values } = parseArgs({
  options: {
    size: { type: "string", default: "500" },
    data: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help) say(HELP);
else
  await judge({
    dataDir: values.data,
    bars: "50 MiB, and no line left open",
    bench: (dataDir) => bench(dataDir, Number(values.size)),
  });
