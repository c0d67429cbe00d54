import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "#embedded/postgres/free-port.ts";
import { inProject, PROJECT_ROOT } from "./project.ts";
import { readRunning } from "./running.ts";

const READY_MS = 240_000;

type Start = { process: ChildProcess; output: () => string; ended: Promise<number | null> };

const dataDir = path.join(tmpdir(), `athena whole ${process.pid}`, "data");
let port = 0;
let started: Start[] = [];

/** Our own settings away: this is about what happens when nothing is configured. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(R2_|DATABASE_|NEXTAUTH_|NODE_ENV|npm_)/.test(name),
  );
  return { ...Object.fromEntries(own), NODE_ENV: "production", PORT: String(port), ATHENA_DATA_DIR: dataDir };
}

function start(): Start {
  const child = spawn(process.execPath, [inProject("scripts", "run.mjs"), "start"], {
    cwd: PROJECT_ROOT,
    env: environment(),
    detached: true,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const one = { process: child, output: () => text, ended };
  started.push(one);
  return one;
}

async function ready(one: Start): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!one.output().includes("Athena Docs is ready")) {
    if (one.process.exitCode !== null || Date.now() > deadline) throw new Error(one.output());
    await delay(50);
  }
  expect((await fetch(`http://127.0.0.1:${port}/api/ready`)).status).toBe(200);
}

/** Everything on this machine whose command line or environment names the data folder. */
function processes(): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        const text = command + readFileSync(`/proc/${name}/environ`, "utf8");
        return command !== "" && text.includes(dataDir) ? [{ pid: Number(name), command }] : [];
      } catch {
        return [];
      }
    });
}

function find(part: RegExp): number {
  const found = processes().find(({ command }) => part.test(command));
  if (found === undefined) throw new Error(`No process of ${part}.`);
  return found.pid;
}

/** All random text that the data folder keeps; none may be seen by others on the machine. */
function secrets(): string[] {
  const files = [path.join(dataDir, "secrets.json"), path.join(dataDir, "postgres", "instance.json")];
  const values = files.flatMap((file) => Object.values(JSON.parse(readFileSync(file, "utf8")) as object));
  return values.filter((value): value is string => typeof value === "string");
}

const ctrlC = (one: Start) => process.kill(-(one.process.pid ?? 0), "SIGINT");

// Takes a minute and a fresh build: asked for by ATHENA_REHEARSE=1, and by hand before a release.
describe.runIf(process.env.ATHENA_REHEARSE === "1")(
  "npm start as a whole",
  { timeout: READY_MS + 60_000 },
  () => {
    beforeAll(async () => {
      port = await freePort(null);
    });
    afterAll(() => rmSync(path.dirname(dataDir), { recursive: true, force: true }));
    afterEach(async () => {
      for (const one of started) {
        if (one.process.exitCode === null && one.process.signalCode === null) ctrlC(one);
        await one.ended;
      }
      started = [];
    });

    test("starts, refuses a second start, and Ctrl-C ends all of it within 10 s", async () => {
      const first = start();
      await ready(first);
      expect(first.output()).toMatch(/Set up your school .*: http:\S+\/setup\?token=\S+/);
      const second = start();
      expect(await second.ended).toBe(1);
      expect(second.output()).toBe(
        `Athena Docs runs already at http://127.0.0.1:${port} with the data folder ${dataDir} (process ${first.process.pid}).\n`,
      );
      for (const secret of secrets()) {
        for (const { command } of processes()) expect(command).not.toContain(secret);
      }
      const begun = performance.now();
      ctrlC(first);
      expect(await first.ended).toBe(0);
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect(processes()).toEqual([]);
      expect(readdirSync(dataDir).sort()).toEqual(["logs", "postgres", "secrets.json", "store"]);
    });

    test.each([
      ["database", /\/postgres -D/],
      ["file store", /object-store\/main/],
      ["worker", /worker\/main/],
      ["app", /next-server/],
    ])("brings a killed %s back", async (name, command) => {
      const one = start();
      await ready(one);
      process.kill(find(command), "SIGKILL");
      await expect.poll(one.output, { timeout: 60_000 }).toContain(`The ${name} runs again.`);
      const answer = () => fetch(`http://127.0.0.1:${port}/api/ready`).then(({ status }) => status, String);
      await expect.poll(answer, { timeout: 60_000 }).toBe(200);
    });

    test("starts again after it was killed, with the PostgreSQL that it left", async () => {
      const one = start();
      await ready(one);
      one.process.kill("SIGKILL");
      await one.ended;
      expect(readRunning(dataDir)).toBeNull();
      const again = start();
      await ready(again);
      expect(again.output()).toContain("PostgreSQL was still running");
    });

    test("starts again after all of it was killed at once", async () => {
      const one = start();
      await ready(one);
      for (const { pid } of processes()) process.kill(pid, "SIGKILL");
      await one.ended;
      const again = start();
      await ready(again);
      expect(again.output()).toContain("PostgreSQL runs");
    });

    test("a taken port is one line and exit code 1", async () => {
      const other = createServer().listen(port, "127.0.0.1");
      const one = start();
      expect(await one.ended).toBe(1);
      expect(one.output()).toBe(
        `Port ${port} is taken by another program: end that, or choose another port.\n`,
      );
      other.close();
      expect(existsSync(path.join(dataDir, "lock"))).toBe(false);
    });
  },
);
