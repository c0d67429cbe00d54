import { type Dice, diceFor } from "#scripts/demo/random.ts";

/** How a file comes. */
const WAYS = ["put", "post", "server", "parts"] as const;
/** What its sender does once it is there. */
const ENDINGS = [
  "confirm",
  "confirm twice",
  "confirm at both apps",
  "never confirm",
  "abort",
  "abort while it is confirmed",
] as const;
const DEEDS = ["delete", "rename", "replace", "read"] as const;

export const PLACES = ["app A", "app B", "worker A", "worker B"] as const;
const SERVICES = ["database", "store"] as const;
const LINE_FAULTS = ["cut", "drop", "silence", "slow"] as const;
const STORE_FAULTS = [
  "500",
  "503",
  "429",
  "reset",
  "silence",
  "cut in half",
  "stalled in half",
  "sent in half",
  "answer lost",
  "500 although done",
  "slow",
] as const;

export type Way = (typeof WAYS)[number];
export type Place = (typeof PLACES)[number];

/** What one client does, from this app on, so long after the round has begun; sizes are bytes. */
export type Operation = { app: 0 | 1; afterMs: number } & (
  | { deed: "upload"; way: Way; bytes: number; ending: (typeof ENDINGS)[number] }
  /** Bytes that are not what their name says. */
  | { deed: "false file"; way: "put" | "post" }
  | { deed: "replace"; target: number; way: "put" | "post" | "parts"; bytes: number }
  | { deed: "delete" | "rename" | "read"; target: number }
);

/** What goes wrong, so long after the round has begun. */
export type PlannedFault = { afterMs: number } & (
  | { on: "process"; place: Place; how: "kill -9" | "SIGTERM"; downMs: number }
  | { on: "service"; service: (typeof SERVICES)[number]; how: "kill -9" | "restart"; downMs: number }
  | { on: "line"; place: Place; how: (typeof LINE_FAULTS)[number]; forMs: number }
  /** On the way of the apps and workers to the store, or on that of those who send files; the next so many requests. */
  | { on: "store"; way: "apps" | "senders"; how: (typeof STORE_FAULTS)[number]; times: number }
);

export type RoundPlan = {
  round: number;
  /** Files that are there before; operations name them by their place. */
  targets: number;
  operations: readonly Operation[];
  faults: readonly PlannedFault[];
};

/** Above the bound from which the ground's files go in parts. */
const PART_BYTES = { least: 8_400_000, most: 9_800_000 };

/** Operations begin within this many ms of the beginning of a round. */
const BEGIN_WITHIN_MS = 2_500;

const sizeOf = (dice: Dice, way: Way) =>
  way === "parts" ? dice.whole(PART_BYTES.least, PART_BYTES.most) : dice.whole(10_000, 300_000);

function drawOperation(dice: Dice, targets: number, mayBeLarge: boolean): Operation {
  const base = { app: dice.whole(0, 1) as 0 | 1, afterMs: dice.whole(0, BEGIN_WITHIN_MS) };
  if (dice.chance(0.05)) return { ...base, deed: "false file", way: dice.pick(["put", "post"]) };
  if (dice.chance(0.55)) {
    const way = dice.pick(mayBeLarge ? WAYS : (["put", "post", "server"] as const));
    // What came through the server is a document at once.
    const ending = way === "server" ? "confirm" : dice.pick(ENDINGS);
    return { ...base, deed: "upload", way, bytes: sizeOf(dice, way), ending };
  }
  const deed = dice.pick(DEEDS);
  const target = dice.whole(0, targets - 1);
  if (deed !== "replace") return { ...base, deed, target };
  const way = dice.pick(mayBeLarge ? (["put", "post", "parts"] as const) : (["put", "post"] as const));
  return { ...base, deed, target, way, bytes: sizeOf(dice, way) };
}

function drawFault(dice: Dice): PlannedFault {
  const afterMs = dice.whole(0, BEGIN_WITHIN_MS);
  const on = dice.pick(["process", "process", "service", "line", "store", "store", "store"] as const);
  if (on === "process")
    return {
      on,
      afterMs,
      place: dice.pick(PLACES),
      how: dice.pick(["kill -9", "SIGTERM"]),
      downMs: dice.whole(0, 3_000),
    };
  if (on === "service") {
    const service = dice.pick(SERVICES);
    const how = service === "store" ? "kill -9" : dice.pick(["kill -9", "restart"] as const);
    return { on, afterMs, service, how, downMs: dice.whole(0, 3_000) };
  }
  if (on === "line")
    return {
      on,
      afterMs,
      place: dice.pick(PLACES),
      how: dice.pick(LINE_FAULTS),
      forMs: dice.whole(200, 6_000),
    };
  return {
    on,
    afterMs,
    way: dice.pick(["apps", "senders"]),
    how: dice.pick(STORE_FAULTS),
    times: dice.whole(1, 12),
  };
}

/** What a fault is done to; two faults of a round are never done to the same. */
const sufferer = (fault: PlannedFault) =>
  fault.on === "service"
    ? fault.service
    : fault.on === "store"
      ? `store of ${fault.way}`
      : `${fault.on} ${fault.place}`;

/** Draws a round: of its own, whichever rounds went before. The same seed and number draw the same. */
export function drawRound(seed: number, round: number): RoundPlan {
  const dice = diceFor(`${seed}/${round}`);
  const targets = dice.whole(2, 4);
  const operations: Operation[] = [];
  for (let left = dice.whole(5, 11); left > 0; left -= 1) {
    const large = operations.filter((drawn) => "way" in drawn && drawn.way === "parts").length;
    operations.push(drawOperation(dice, targets, large < 2));
  }
  const faults = [drawFault(dice)];
  const second = drawFault(dice);
  if (dice.chance(0.6) && !faults.some((first) => sufferer(first) === sufferer(second))) faults.push(second);
  return { round, targets, operations, faults };
}
