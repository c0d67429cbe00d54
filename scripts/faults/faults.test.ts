import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import { expectSound, settle } from "#scripts/faults/check.ts";
import { Ground } from "#scripts/faults/ground.ts";
import { sceneOn } from "#scripts/faults/scenario.ts";
import { deletingFaults } from "#scripts/faults/scenarios/deleting.ts";
import { partFaults } from "#scripts/faults/scenarios/parts.ts";
import { serviceFaults } from "#scripts/faults/scenarios/services.ts";
import { storeFaults } from "#scripts/faults/scenarios/store.ts";
import { uploadFaults } from "#scripts/faults/scenarios/uploads.ts";

/** What `npm run test:faults` asks for; a part of `npm test` where nothing is. */
const asked = JSON.parse(process.env.ATHENA_FAULTS || "{}") as { only?: number[]; whole?: boolean };

const isAsked = ({ fault, inCi }: { fault: number; inCi?: boolean }) =>
  asked.only ? asked.only.includes(fault) : asked.whole || inCi === true;

const scenarios = [...uploadFaults, ...storeFaults, ...partFaults, ...deletingFaults, ...serviceFaults]
  .filter(isAsked)
  .toSorted((one, other) => one.fault - other.fault);

let ground: Ground;

beforeAll(async () => {
  ground = await Ground.start();
}, 120_000);
afterAll(() => ground?.end(), 60_000);
beforeEach(() => onTestFailed(() => console.log(ground.lastWords())));

describe("after each fault, and two runs of the sweeper, everything is sound", () => {
  test.each(scenarios)("$fault: $what", { timeout: 240_000 }, async (scenario) => {
    const scene = await sceneOn(ground);
    await scenario.run(scene);
    await settle(ground, scene.school.id);
    await expectSound(scene.school.id, scene.given);
    expect(ground.apps.every(({ isAlive }) => isAlive)).toBe(true);
  });
});
