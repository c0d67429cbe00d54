import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { photo } from "#e2e/samples/picture.ts";
import { buildSchool } from "#lib/testing/school.ts";
import { expectSound, settle } from "#scripts/faults/check.ts";
import { Ground } from "#scripts/faults/ground.ts";
import { Book } from "#scripts/faults/random/book.ts";
import { Client } from "#scripts/faults/random/client.ts";
import { inject, mendAll } from "#scripts/faults/random/inject.ts";
import { judge } from "#scripts/faults/random/judge.ts";
import { type RandomMode, readMode } from "#scripts/faults/random/mode.ts";
import { operate } from "#scripts/faults/random/operate.ts";
import { drawRound, type RoundPlan } from "#scripts/faults/random/plan.ts";
import { faultWords, operationWords, roundWords } from "#scripts/faults/random/words.ts";

const MINUTE_MS = 60_000;
/** Beyond its minutes a run takes its last round, with all its patience. */
const BEYOND_MS = 15 * MINUTE_MS;

const mode: RandomMode = readMode(process.env.ATHENA_RANDOM_FAULTS);
let ground: Ground;

beforeAll(async () => {
  ground = await Ground.start();
}, 180_000);
afterAll(() => ground?.end(), 60_000);

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Copies the logs to where they stay. */
function keepLogs(): string {
  const folder = mkdtempSync(join(tmpdir(), "athena-faults-logs-"));
  for (const name of readdirSync(ground.folder))
    if (name.endsWith(".log")) cpSync(join(ground.folder, name), join(folder, name));
  return folder;
}

/** Plays a round, and answers what its clients' books and what is there do not agree upon. */
async function play(plan: RoundPlan, diaries: string[]): Promise<string[]> {
  const school = await buildSchool();
  const clientAt = async (first: number) => new Client(ground, (await school.token()).token, first);
  const founder = await clientAt(0);
  const book = new Book();
  for (let at = 0; at < plan.targets; at += 1) {
    const file = photo(`file ${at}.png`, { size: 10_000 + 100 * at + plan.round });
    book.hold((await founder.caller.upload(file)).id, file);
  }
  const clients = await Promise.all(plan.operations.map(({ app }) => clientAt(app)));
  const operating = plan.operations.map((operation, at) =>
    operate({ client: clients[at] as Client, book, name: `operation ${at + 1}` }, operation),
  );
  await Promise.all(plan.faults.map((fault) => inject(ground, fault)));
  // What a store does to the next requests it does to those that come within this time.
  const { promise: calm, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, 3_000);
  await Promise.race([calm, Promise.all(operating)]);
  await mendAll(ground);
  await Promise.all(operating);
  clients.forEach((client, at) => {
    const operation = plan.operations[at];
    if (operation)
      diaries.push(
        `${at + 1} ${operationWords(operation)}\n${client.diary.map((said) => `      ${said}`).join("\n")}`,
      );
  });
  await settle(ground, school.id);
  const faults = await judge(ground, school.id, founder.caller, book);
  if (faults.length === 0) await expectSound(school.id, book.given);
  return faults;
}

test("what clients are told stays true, whatever fails", {
  timeout: mode.minutes * MINUTE_MS + BEYOND_MS,
}, async () => {
  const end = performance.now() + mode.minutes * MINUTE_MS;
  const again = (round: number) => `npm run test:faults -- --random --seed ${mode.seed} --round ${round}`;
  say(`seed ${mode.seed}`);
  let operations = 0;
  let faults = 0;
  let round = mode.round ?? 1;
  for (; ; round += 1) {
    const plan = drawRound(mode.seed, round);
    say(roundWords(plan));
    const diaries: string[] = [];
    try {
      expect(await play(plan, diaries)).toEqual([]);
    } catch (error) {
      say(`seed ${mode.seed}, round ${round} does not fit. Again: ${again(round)}`);
      say(
        [
          ...plan.faults.map((fault) => `  ${faultWords(fault)}`),
          ...diaries.map((diary) => `  ${diary}`),
        ].join("\n"),
      );
      say(`${ground.lastWords()}The logs are in ${keepLogs()}.`);
      throw error;
    }
    operations += plan.operations.length;
    faults += plan.faults.length;
    if (mode.round !== null || performance.now() > end) break;
  }
  say(
    `seed ${mode.seed}: ${round} rounds, ${operations} operations, ${faults} faults, and everything is sound.`,
  );
});
