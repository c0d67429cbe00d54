import { type BigFile, bigFile } from "#scripts/bench/big-file.ts";
import { type Figure, spreadOf } from "#scripts/bench/figure.ts";
import { MIB, onApp } from "#scripts/bench/on-app.ts";
import type { Measure } from "#scripts/bench/parts.ts";
import type { Place } from "#scripts/bench/place.ts";
import { type Cost, costOf } from "#scripts/bench/process-cost.ts";
import { bareSdk, direct, remove, through, type Uploaded, untilProven } from "#scripts/bench/upload-ways.ts";

/** Files sent before anything is measured: code that runs for the first times is not compiled yet. */
const WARM_UP = 15;
const ROUNDS = 5;
const BAR = { share: 0.9, cpuMs: 50 };

type Way = { name: string; upload: (place: Place, file: BigFile) => Promise<Uploaded> };
const BARE: Way = { name: "the AWS SDK alone", upload: bareSdk };
const DIRECT: Way = { name: "direct", upload: direct };
const THROUGH: Way = { name: "through the app", upload: through };

async function costOfOne(place: Place, way: Way, file: BigFile): Promise<Cost> {
  let uploaded: Uploaded | undefined;
  const cost = await costOf(place.pid, async () => {
    uploaded = await way.upload(place, file);
  });
  if (uploaded?.uploadId !== undefined) await untilProven(place, uploaded.uploadId);
  if (uploaded !== undefined) await remove(place, uploaded);
  return cost;
}

/**
 * One large file to the embedded store in three ways. `direct` is as the page does: the app signs, the bytes go straight
 * to the store, the app joins and checks; the checksum, which a browser computes in a thread of its own, is computed
 * before. The SDK leaves the payload unsigned, as over TLS. `through` is POST /api/v1/documents/upload.
 */
export const measure: Measure = ({ size }) =>
  onApp(async (place) => {
    const file = bigFile(size * MIB);
    const small = bigFile(Math.min(64, size) * MIB);
    const costs = new Map<Way, Cost[]>([BARE, DIRECT, THROUGH].map((way) => [way, []]));
    for (const way of [THROUGH, DIRECT])
      for (let n = 0; n < WARM_UP; n += 1) await costOfOne(place, way, small);
    // What comes after a gigabyte has gone through the app is clearing up, and no cost of the way beside it.
    const turns = [[BARE, DIRECT], [THROUGH]].flatMap((ways) => Array.from({ length: ROUNDS }, () => ways));
    for (const way of turns.flat()) costs.get(way)?.push(await costOfOne(place, way, file));

    const speed = (way: Way) => spreadOf((costs.get(way) ?? []).map(({ seconds }) => size / seconds));
    const cpu = (way: Way) => spreadOf((costs.get(way) ?? []).map(({ cpuMs }) => cpuMs));
    const memory = (way: Way) => spreadOf((costs.get(way) ?? []).map((cost) => cost.memory / MIB));
    const peer = { name: BARE.name, spread: speed(BARE) };
    const of = `${size} MiB`;
    const figures: Figure[] = [
      {
        name: `${of}, direct`,
        unit: "MiB/s",
        ours: speed(DIRECT),
        peer,
        bar: { of: "ratio", atLeast: BAR.share },
      },
      {
        name: `${of}, direct: CPU of the app`,
        unit: "ms",
        ours: cpu(DIRECT),
        bar: { of: "middle", atMost: BAR.cpuMs },
      },
      { name: `${of}, through the app`, unit: "MiB/s", ours: speed(THROUGH), peer },
      { name: `${of}, through the app: CPU of the app`, unit: "ms", ours: cpu(THROUGH) },
      { name: `${of}, through the app: memory that it takes`, unit: "MiB", ours: memory(THROUGH) },
    ];
    return figures;
  });
