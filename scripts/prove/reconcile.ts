import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import {
  plantFaults,
  prepareReconcile,
  type ReconcileGround,
  storeMany,
} from "#scripts/prove/reconcile-ground.ts";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";

type Say = (line?: string) => void;
/** How many objects and faults, and whether every file is read as well. */
type Asked = { objects: number; faults: number; read: boolean };
type Sample = { seconds: number; objects: number; megabytes: number };

/** MB of a process's memory that are in use (Linux); 0 once it is gone. */
function memoryOf(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return Math.round((pages * 4096) / 1e6);
  } catch {
    return 0;
  }
}

function command(ground: ReconcileGround, ...args: string[]): ChildProcess {
  const node = ["--conditions=react-server", "scripts/run.mjs", "reconcile", "--json", ...args];
  return spawn(process.execPath, node, {
    stdio: ["ignore", "pipe", "inherit"],
    env: cleanEnvironment(ground.settings),
  });
}

/** The latest run, and the objects that it has compared so far. */
async function latestOf(sql: postgres.Sql): Promise<{ id: string; objects: number }> {
  const [row] = await sql<{ id: string; objects: number }[]>`
    select id, objects::int from reconcile_runs order by created_at desc limit 1`;
  return row ?? { id: "", objects: 0 };
}

/** Begins a run and kills its process as soon as a third of the objects has been compared. */
async function killInTheMiddle(ground: ReconcileGround, count: number): Promise<number> {
  const child = command(ground);
  const exit = once(child, "exit");
  while (child.exitCode === null && (await latestOf(ground.sql)).objects < count / 3) await delay(20);
  child.kill("SIGKILL");
  await exit;
  return (await latestOf(ground.sql)).objects;
}

/** Goes on with the run, or begins one, and follows the memory of its process. */
async function runToTheEnd(ground: ReconcileGround, ...args: string[]) {
  const before = await latestOf(ground.sql);
  const child = command(ground, ...args);
  const samples: Sample[] = [];
  const began = performance.now();
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const exit = once(child, "exit");
  while (child.exitCode === null && child.signalCode === null) {
    const { id, objects } = await latestOf(ground.sql);
    const megabytes = memoryOf(child.pid ?? 0);
    // What it takes to load the program is not what a run takes.
    if (megabytes > 0 && id !== before.id)
      samples.push({ seconds: (performance.now() - began) / 1000, objects, megabytes });
    await delay(250);
  }
  await exit;
  return {
    samples,
    summary: JSON.parse(printed) as {
      objects: number;
      objectsPerSecond: number;
      seconds: number;
      requests: number;
      hashed: number;
    },
  };
}

async function findingsOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select sort || ' ' || coalesce(key, kind) as line from reconcile_findings
    where run_id = (select id from reconcile_runs order by created_at desc limit 1)`;
  return rows.map(({ line }) => line).sort();
}

function compare(found: readonly string[], expected: readonly string[]) {
  const missed = expected.filter((line) => !found.includes(line));
  const falsely = found.filter((line) => !expected.includes(line));
  return { missed, falsely, twice: found.length - new Set(found).size };
}

/** Memory in the middle and at the end of a run, each the median of a tenth of the samples. */
function growth(samples: readonly Sample[]): { early: number; late: number; peak: number } {
  const median = (part: readonly Sample[]) =>
    part.map(({ megabytes }) => megabytes).sort((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
  const at = (share: number) => Math.floor(samples.length * share);
  return {
    early: median(samples.slice(at(0.4), at(0.5) + 1)),
    late: median(samples.slice(at(0.9))),
    peak: Math.max(...samples.map(({ megabytes }) => megabytes)),
  };
}

function tellMemory(samples: readonly Sample[], say: Say): void {
  const every = Math.max(1, Math.floor(samples.length / 10));
  for (const { seconds, objects, megabytes } of samples.filter((_, at) => at % every === 0))
    say(
      `  ${seconds.toFixed(1).padStart(6)} s ${String(objects).padStart(8)} objects ${String(megabytes).padStart(5)} MB`,
    );
}

/** MB by which memory may be larger at the end than in the middle: what a garbage collector leaves lying about. */
const MAY_GROW = 40;

async function prove(
  ground: ReconcileGround,
  { objects: count, faults, read }: Asked,
  say: Say,
): Promise<boolean> {
  const began = performance.now();
  const stored = await storeMany(ground, count, (done) => say(`  ${done} objects stored`));
  const expected = await plantFaults(ground, stored, faults);
  say(
    `${count} objects stored, ${expected.length} faults planted in ${Math.round((performance.now() - began) / 1000)} s`,
  );

  const half = await killInTheMiddle(ground, count);
  say(`Killed after ${half} objects`);
  const resumed = await runToTheEnd(ground);
  const afterKill = compare(await findingsOf(ground.sql), expected);
  say(
    `Gone on with: ${resumed.summary.objects} objects, missed ${afterKill.missed.length}, false ${afterKill.falsely.length}, twice ${afterKill.twice}`,
  );

  const results = [afterKill];
  const flat: boolean[] = [];
  const runs: [string, ...string[]][] = [["Sizes and rows"]];
  if (read) runs.push(["With every file read", "--hashes", "read"]);
  for (const [title, ...args] of runs) {
    const { samples, summary } = await runToTheEnd(ground, ...args);
    const result = compare(await findingsOf(ground.sql), expected);
    const { early, late, peak } = growth(samples);
    results.push(result);
    flat.push(late - early <= MAY_GROW);
    say(
      `${title}: ${summary.objects} objects in ${summary.seconds.toFixed(1)} s, ${summary.objectsPerSecond} a second, ${summary.requests} requests, ${summary.hashed} checksums`,
    );
    say(
      `  found ${expected.length - result.missed.length} of ${expected.length}, false ${result.falsely.length}; memory ${early} MB in the middle, ${late} MB at the end, ${peak} MB at most`,
    );
    tellMemory(samples, say);
  }
  const isExact = results.every(({ missed, falsely, twice }) => missed.length + falsely.length + twice === 0);
  for (const { missed, falsely } of results)
    for (const line of [...missed, ...falsely].slice(0, 10)) say(`  WRONG ${line}`);
  say(isExact && flat.every(Boolean) ? "Proven." : "NOT PROVEN.");
  return isExact && flat.every(Boolean);
}

/** Stores objects, plants faults, runs; answers whether all was found, nothing else, and in flat memory. */
export async function proveReconcile(asked: Asked, say: Say): Promise<boolean> {
  const ground = await prepareReconcile();
  try {
    return await prove(ground, asked, say);
  } finally {
    await ground.end();
  }
}
