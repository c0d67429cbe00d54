import { rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { photo } from "#e2e/samples/picture.ts";
import { type Fault, faults, NEW_BUILD } from "#scripts/prove/faults.ts";
import { type Ground, prepareGround } from "#scripts/prove/ground.ts";
import { type Memory, proveLarge } from "#scripts/prove/large.ts";
import { writeLargePicture } from "#scripts/prove/large-file.ts";
import { proveMany } from "#scripts/prove/many.ts";
import { buildAnother } from "#scripts/prove/next-build.ts";
import { until } from "#scripts/prove/until.ts";
import { provenBytes, Visit } from "#scripts/prove/visit.ts";

const HELP = `Proves uploads of large files in a browser, through a proxy that fails, and prints tables.

  npm run prove:uploads -- [--only faults|large|many] [--fault NAME] [--size MB] [--pace MB] [--large MB] [--many MB]

  faults   a file of --size MB (300): cut off, a busy store, old signatures, a reload, a pause of a minute, and the app
           started with a new build, each in the middle of it, over a line of --pace MB a second (12)
  large    a file of --large MB (2148, which is 2 GiB): how the page answers, and the tab's memory
  many     ten files of --many MB (1074, 1 GiB) at once and previews: the app's memory; takes ten times that on the disk

  It builds the app twice and takes about a quarter of an hour. Fails where a file is not bit-exact or a part that was
  there was sent again.`;

const MEGABYTE = 1_000_000;
const say = (line = "") => process.stdout.write(`${line}\n`);
const megabytes = (bytes: number) => `${Math.round(bytes / MEGABYTE)} MB`;
const failed: string[] = [];

async function proveFault(ground: Ground, fault: Fault, size: number): Promise<void> {
  const path = join(ground.folder, `${fault.name}.png`);
  const name = basename(path);
  const sha256 = await writeLargePicture(path, size);
  const visit = await Visit.begin(ground);
  ground.proxy.forget();
  try {
    await fault.before?.(ground, visit);
    const begun = performance.now();
    await visit.choose(path);
    const half = Math.floor(size / (8 * 1024 * 1024) / 2);
    await until("half of it is there", () => ground.proxy.taken >= half);
    const note = (await fault.inTheMiddle?.(ground, visit, path)) ?? "";
    if (fault.thenSmall) {
      const small = join(ground.folder, "afterwards.png");
      await writeFile(small, photo("afterwards.png").bytes);
      await visit.choose(small);
    }
    await visit.stored(fault.thenSmall ? 2 : 1, 600_000);
    const seconds = Math.round((performance.now() - begun) / 1000);
    const exact = (await provenBytes(ground, name)) === sha256;
    const parts = [...ground.proxy.parts.values()];
    const again = parts.filter(({ taken }) => taken > 1).length;
    const begunInAll = parts.reduce((sum, part) => sum + part.begun, 0);
    if (!exact || again > 0) failed.push(fault.name);
    const figures = [parts.length, begunInAll, again, ground.proxy.refused, ground.proxy.forbidden, seconds];
    const columns = figures.map((figure) => String(figure).padStart(8)).join("");
    say(`${fault.name.padEnd(16)}${columns}   ${exact ? "exact" : "DIFFERS"}   ${note}`);
  } finally {
    await visit.context.close();
    await rm(path, { force: true });
  }
}

async function allFaults(ground: Ground, size: number, only: string | undefined): Promise<void> {
  const isWanted = ({ name }: Fault) => only === undefined || only === name;
  const anotherBuild = isWanted({ name: NEW_BUILD }) ? await buildAnother() : "";
  try {
    say(
      `A file of ${megabytes(size)} through the browser. "again" are parts that were there and sent again.`,
    );
    say("what happens       parts   begun   again     503     403       s   SHA-256");
    for (const [at, fault] of faults(anotherBuild).entries()) {
      // Each of a size of its own: one of the same size would be read before it is sent.
      if (isWanted(fault)) await proveFault(ground, fault, size + at * 1000);
    }
  } finally {
    if (anotherBuild !== "") await rm(anotherBuild, { recursive: true, force: true });
  }
}

async function large(ground: Ground, size: number): Promise<void> {
  const found = await proveLarge(ground, size);
  if (!found.exact) failed.push("large");
  const { tab, app } = found;
  const words = (of: Memory | undefined) => of && `${megabytes(of.idle)}, at most ${megabytes(of.peak)}`;
  say(
    `${megabytes(size)} through the browser in ${Math.round(found.seconds)} s, ${found.parts} parts, SHA-256 ${found.exact ? "exact" : "DIFFERS"}`,
  );
  say(
    `  longest task ${found.longestTask} ms (${found.tasks} over 50 ms), 99 of 100 frames within ${found.slowestFrames} ms, longest ${found.longestFrame} ms`,
  );
  say(`  memory of the tab ${words(tab) ?? "unknown"}; of the app ${words(app)}`);
}

async function many(ground: Ground, size: number): Promise<void> {
  const { before, peak, seconds, read } = await proveMany(ground, 10, size);
  if (peak - before > 50 * MEGABYTE) failed.push("many");
  say(
    `Ten files of ${megabytes(size)} at once in ${Math.round(seconds)} s, ${megabytes(read)} of previews read meanwhile`,
  );
  say(
    `  the app's memory before: ${megabytes(before)}; at most: ${megabytes(peak)} (+ ${megabytes(peak - before)})`,
  );
}

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    fault: { type: "string" },
    size: { type: "string", default: "300" },
    pace: { type: "string", default: "12" },
    large: { type: "string", default: "2147.483648" },
    many: { type: "string", default: "1073.741824" },
    help: { type: "boolean" },
  },
});
const wanted = (part: string) => values.only === undefined || values.only === part;
const bytes = (given: string) => Math.round(Number(given) * MEGABYTE);

if (values.help) {
  say(HELP);
} else {
  for (const [part, pace, prove] of [
    ["faults", bytes(values.pace), (ground: Ground) => allFaults(ground, bytes(values.size), values.fault)],
    ["large", Number.POSITIVE_INFINITY, (ground: Ground) => large(ground, bytes(values.large))],
    ["many", Number.POSITIVE_INFINITY, (ground: Ground) => many(ground, bytes(values.many))],
  ] as const) {
    if (!wanted(part)) continue;
    const ground = await prepareGround(pace);
    try {
      await prove(ground);
    } finally {
      await ground.end();
    }
    say();
  }
  const [load = 0] = loadavg();
  if (load > availableParallelism()) say(`This machine is busy (load ${load.toFixed(1)}): times say little.`);
  say(failed.length === 0 ? "All as it should be." : `Not as it should be: ${failed.join(", ")}.`);
  if (failed.length > 0) process.exitCode = 1;
}
