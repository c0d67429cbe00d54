import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "#embedded/postgres/free-port.ts";
import { inProject, PROJECT_ROOT } from "#scripts/start/project.ts";

const READY_MS = 480_000;
const folders: string[] = [];

type Demo = { process: ChildProcess; output: () => string; ended: Promise<number | null> };

/** `TMPDIR` is a folder of its own, so that what is left over can be seen. */
function start(port: number, tmp: string, ...args: string[]): Demo {
  const child = spawn(process.execPath, [inProject("scripts", "run.mjs"), "demo", ...args], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, NODE_ENV: "production", PORT: String(port), TMPDIR: tmp },
    detached: true,
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
  return {
    process: child,
    output: () => text,
    ended: new Promise((resolve) => child.once("exit", resolve)),
  };
}

async function ready(one: Demo): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!one.output().includes("Ctrl-C ends it")) {
    if (one.process.exitCode !== null || Date.now() > deadline) throw new Error(one.output());
    await delay(50);
  }
}

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "athena-rehearsal-"));
  folders.push(folder);
  return folder;
}

const ctrlC = (one: Demo) => process.kill(-(one.process.pid ?? 0), "SIGINT");

// Takes minutes and a fresh build: asked for by ATHENA_REHEARSE=1, and by hand before a release.
describe.runIf(process.env.ATHENA_REHEARSE === "1")(
  "npm run demo as a whole",
  { timeout: 2 * READY_MS + 60_000 },
  () => {
    afterEach(() => {
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    });

    test("prints a sign-in of each role that works, and leaves nothing when it ends", async () => {
      const [port, tmp] = [await freePort(null), await temporary()];
      const one = start(port, tmp);
      await ready(one);
      const output = one.output();
      expect(output).toMatch(/\b3\d\d files uploaded and checked/);
      expect(output).not.toContain("/setup?token=");
      const signIns = [...output.matchAll(/^ {2}(\w+) +(\S+@\S+) +(\S+)$/gm)];
      expect(signIns.map(([, role]) => role)).toEqual(["administrator", "registrar", "teacher", "viewer"]);
      for (const [, , email = "", password = ""] of signIns) {
        const base = `http://127.0.0.1:${port}`;
        const csrf = await fetch(`${base}/api/auth/csrf`);
        const { csrfToken } = (await csrf.json()) as { csrfToken: string };
        const answer = await fetch(`${base}/api/auth/callback/credentials`, {
          method: "POST",
          redirect: "manual",
          headers: {
            cookie: csrf.headers
              .getSetCookie()
              .map((each) => each.split(";")[0])
              .join("; "),
            origin: base,
          },
          body: new URLSearchParams({ csrfToken, email, password }),
        });
        const cookie = answer.headers.getSetCookie().find((each) => each.startsWith("athena-session=")) ?? "";
        const list = await fetch(`${base}/documents`, {
          headers: { cookie: cookie.split(";")[0] ?? "" },
          redirect: "manual",
        });
        expect([email, list.status]).toEqual([email, 200]);
      }
      ctrlC(one);
      expect(await one.ended).toBe(0);
      expect(readdirSync(tmp).filter((name) => name.startsWith("athena-demo-"))).toEqual([]);
    });

    test("goes on with a folder that is kept, and uploads nothing twice", async () => {
      const [port, tmp] = [await freePort(null), await temporary()];
      const dataDir = path.join(tmp, "kept");
      for (const uploads of [true, false]) {
        const one = start(port, tmp, "--keep", dataDir);
        await ready(one);
        expect(one.output().includes("files uploaded and checked")).toBe(uploads);
        ctrlC(one);
        expect(await one.ended).toBe(0);
        expect(existsSync(path.join(dataDir, "demo.json"))).toBe(true);
      }
    });
  },
);
