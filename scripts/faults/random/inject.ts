import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "#lib/testing/faulty-store.ts";
import type { Ground } from "#scripts/faults/ground.ts";
import { PLACES, type Place, type PlannedFault } from "#scripts/faults/random/plan.ts";

type StoreHow = Extract<PlannedFault, { on: "store" }>["how"];

const STORE: Partial<Record<StoreHow, Fault>> = {
  "500": 500,
  "503": 503,
  "429": 429,
  "500 although done": { instead: { status: 500, body: "" } },
  slow: { pace: 40_000 },
};

/** Each way each answer of a database takes so much longer. */
const SLOW_MS = 120;

function placeOf(ground: Ground, place: Place) {
  const found = [...ground.apps, ...ground.workers][PLACES.indexOf(place)];
  if (found === undefined) throw new Error(`There is no ${place}.`);
  return found;
}

/** The next requests on a way to the store fare as they are told; those behind them pass. */
function failNext(ground: Ground, { way, how, times }: Extract<PlannedFault, { on: "store" }>): void {
  let left = times;
  const fault = () => {
    left -= 1;
    return left < 0 ? null : (STORE[how] ?? (how as Fault));
  };
  if (way === "apps") ground.storeFault = fault;
  else ground.senderFault = fault;
}

async function breakLine(
  ground: Ground,
  { place, how, forMs }: Extract<PlannedFault, { on: "line" }>,
): Promise<void> {
  const { line } = placeOf(ground, place);
  if (how === "slow") line.slow(SLOW_MS);
  else line[how]();
  await delay(forMs);
  line.mend();
}

async function endService(
  ground: Ground,
  { service, how, downMs }: Extract<PlannedFault, { on: "service" }>,
): Promise<void> {
  if (service === "store") await ground.killStore();
  else await (how === "restart" ? ground.database.stop() : ground.database.kill());
  await delay(downMs);
  await (service === "store" ? ground.startStoreAgain() : ground.database.startAgain());
}

async function endProcess(
  ground: Ground,
  { place, how, downMs }: Extract<PlannedFault, { on: "process" }>,
): Promise<void> {
  const process = placeOf(ground, place);
  await (how === "kill -9" ? process.kill() : process.terminate());
  await delay(downMs);
  // Where its database is gone it may end again; whoever mends the ground starts it then.
  await process.start().catch(() => undefined);
}

/** Has one fault happen when it is due, and answers when it is over. */
export async function inject(ground: Ground, fault: PlannedFault): Promise<void> {
  await delay(fault.afterMs);
  if (fault.on === "store") return failNext(ground, fault);
  if (fault.on === "line") return breakLine(ground, fault);
  if (fault.on === "service") return endService(ground, fault);
  return endProcess(ground, fault);
}

/** Ends all faults; what stands still on a sender's line is cut, as a person does who waits no longer. */
export async function mendAll(ground: Ground): Promise<void> {
  ground.senderFault = () => null;
  ground.senderWay.drop();
  await ground.mend();
}
