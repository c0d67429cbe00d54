import { type Place, placeOf } from "#scripts/bench/place.ts";
import { startTestApp } from "#scripts/test/app.ts";

export const MIB = 2 ** 20;

/** Has work done on an `npm start` of its own, on a throw-away data folder. */
export async function onApp<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const app = await startTestApp();
  try {
    return await work(await placeOf(app.dataDir));
  } finally {
    await app.stop();
  }
}
