import { setTimeout as sleep } from "node:timers/promises";
import { bigFile } from "#scripts/bench/big-file.ts";
import { type Figure, once } from "#scripts/bench/figure.ts";
import { MIB, onApp } from "#scripts/bench/on-app.ts";
import type { Measure } from "#scripts/bench/parts.ts";
import type { Place } from "#scripts/bench/place.ts";
import { costOf } from "#scripts/bench/process-cost.ts";
import { linesTo, type Reader, readThrough } from "#scripts/bench/read-through.ts";
import { direct, remove, untilProven } from "#scripts/bench/upload-ways.ts";

/** MiB that the app may grow by. */
const BAR = 50;
/** MiB. */
const SIZE = 500;

type Scene = { name: string; readers: number; reader: Reader };
const SCENES: readonly Scene[] = [
  { name: "one, as fast as it comes", readers: 1, reader: {} },
  {
    name: "one, slow, still for 20 s",
    readers: 1,
    reader: { speed: 25, still: { after: SIZE / 5, ms: 20_000 } },
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

async function play(place: Place, documentId: string, { name, readers, reader }: Scene): Promise<Figure[]> {
  const port = Number(new URL(place.env.R2_ENDPOINT_URL ?? "").port);
  const lines = linesTo(place.pid, port);
  let read = 0;
  const cost = await costOf(place.pid, async () => {
    const all = Array.from({ length: readers }, () => readThrough(place, documentId, reader));
    read = (await Promise.all(all)).reduce((sum, bytes) => sum + bytes, 0);
  });
  // A line that ended in order is kept for the next request; one that was left is closed.
  const isLetGo = await letGo(place, lines + 1);
  const open = isLetGo ? 0 : linesTo(place.pid, port) - lines;
  return [
    {
      name: `${name}: memory`,
      unit: "MiB",
      ours: once(cost.memory / MIB),
      bar: { of: "middle", atMost: BAR },
      note: `${(read / MIB).toFixed(0)} MiB in ${cost.seconds.toFixed(1)} s, ${cost.cpuMs.toFixed(0)} ms of CPU`,
    },
    { name: `${name}: lines left open`, unit: "", ours: once(open), bar: { of: "middle", atMost: 0 } },
  ];
}

/**
 * One large file through GET /api/v1/documents/{id}/preview. Whatever the readers do, the app grows little, and once they
 * have left it has no line to the store open for them.
 */
export const measure: Measure = () =>
  onApp(async (place) => {
    const uploaded = await direct(place, bigFile(SIZE * MIB));
    const { documentId = "", uploadId = "" } = uploaded;
    await untilProven(place, uploadId);
    await readThrough(place, documentId, {});
    const figures: Figure[] = [];
    for (const scene of SCENES) figures.push(...(await play(place, documentId, scene)));
    await remove(place, uploaded);
    return figures;
  });
