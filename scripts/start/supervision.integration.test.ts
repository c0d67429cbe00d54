import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Parts } from "./parts.ts";
import { identify, isAlive } from "./process-identity.ts";
import { inProject } from "./project.ts";
import { asRunning } from "./services/node-part.ts";
import { Supervisor } from "./supervisor.ts";

let folder: string;
let parts: Parts;

/** A script that tells its process id, and on SIGTERM what else it is asked. */
function script(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const FOREVER = 'console.log("pid " + process.pid); setInterval(() => {}, 1000);';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "athena supervision "));
  parts = new Parts(folder, false);
  mkdirSync(path.join(folder, "logs"));
});
afterEach(() => {
  parts.registry.killAll();
  rmSync(folder, { recursive: true, force: true });
});

function partOf(text: string, graceMs = 3_000) {
  const file = script("part.mjs", text);
  const pids: number[] = [];
  const part = {
    name: "part",
    graceMs,
    start: async () => {
      const child = parts.spawn("part", { args: [file], env: process.env });
      pids.push(child.pid);
      return asRunning(child);
    },
  };
  return { part, pids };
}

test("a part that is killed is started again, and ends for good when it is told to", async () => {
  const supervisor = new Supervisor(() => {});
  const { part, pids } = partOf(FOREVER);
  await supervisor.add(part);
  process.kill(pids[0] ?? 0, "SIGKILL");
  await expect.poll(() => pids.length, { timeout: 5_000 }).toBe(2);
  await supervisor.stop(["part"]);
  expect(pids.map((pid) => isAlive(identify(pid)))).toEqual([false, false]);
  await expect(supervisor.add(part)).rejects.toThrow();
});

test("a part that does not end when told to is ended after its grace, with all it started", async () => {
  const stubborn = `
    import { spawn } from "node:child_process";
    process.on("SIGTERM", () => {});
    const child = spawn("sleep", ["60"]);
    console.log("pid " + child.pid);
    setInterval(() => {}, 1000);`;
  const supervisor = new Supervisor(() => {});
  const { part, pids } = partOf(stubborn, 300);
  await supervisor.add(part);
  const log = path.join(folder, "logs", "part.log");
  await expect.poll(() => readFileSync(log, "utf8"), { timeout: 5_000 }).toMatch(/pid \d+/);
  const sleeper = identify(Number(/pid (\d+)/.exec(readFileSync(log, "utf8"))?.[1]));
  expect(isAlive(sleeper)).toBe(true);
  await supervisor.stop(["part"]);
  expect(isAlive(identify(pids[0] ?? 0))).toBe(false);
  await expect.poll(() => isAlive(sleeper)).toBe(false);
});

test("a stop while a part waits to be started again starts nothing more", async () => {
  const supervisor = new Supervisor(() => {});
  const { part, pids } = partOf("process.exit(3);");
  await supervisor.add(part);
  await expect.poll(() => pids.length, { timeout: 8_000 }).toBe(3);
  await supervisor.stop(["part"]);
  const { length } = pids;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(pids.length).toBe(length);
});

test("children end by themselves when their start is killed, and the next start waits for that", async () => {
  const child = script("child.mjs", `process.on("SIGTERM", () => {}); ${FOREVER}`);
  const starter = script(
    "starter.mjs",
    `import { Parts } from ${JSON.stringify(inProject("scripts", "start", "parts.ts"))};
     const parts = new Parts(${JSON.stringify(folder)}, false);
     const { pid } = parts.spawn("part", { args: [${JSON.stringify(child)}], env: process.env });
     setTimeout(() => console.log(pid), 300);`,
  );
  const supervisor = spawn(process.execPath, [starter], { stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) =>
    supervisor.stdout.once("data", (data) => resolve(Number(data))),
  );
  const identity = identify(pid);
  supervisor.kill("SIGKILL");
  expect(isAlive(identity)).toBe(true);
  const begun = performance.now();
  await parts.registry.endLeftovers();
  expect(isAlive(identity)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(3_500);
});
