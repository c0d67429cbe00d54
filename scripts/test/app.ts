import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnvironment } from "#scripts/test/clean-environment.ts";

/** An `npm start`, or `npm run demo`, of the tests' own, on a throw-away data folder. */
export type TestApp = {
  /** Such as http://127.0.0.1:41234. */
  baseUrl: string;
  /** The one-time set-up link. */
  setupLink: string;
  dataDir: string;
  process: ChildProcess;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
};

const BUILD_AND_START_MS = 600_000;
const FILL_MS = 240_000;

/** A TCP port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

function untilReady(child: ChildProcess, timeoutMs: number): Promise<{ baseUrl: string; setupLink: string }> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`npm start was not ready in time:\n${said}`)), timeoutMs);
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const baseUrl = /ready: (\S+)/.exec(said)?.[1];
      const ended = /Ctrl-C ends it/.test(said);
      if (baseUrl === undefined || !ended) return;
      clearTimeout(timer);
      resolve({ baseUrl, setupLink: /(\S+\/setup\?token=\S+)/.exec(said)?.[1] ?? "" });
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`npm start ended with ${code}:\n${said}`));
    });
  });
}

/**
 * Starts the whole product as a person would, with nothing configured but `env`. `dataDir` starts it again on data that
 * is there. With the command `demo` it is filled with the made-up school.
 * @throws {Error} with what it said, when it does not get ready.
 */
export async function startTestApp(
  options: { command?: "start" | "demo"; dataDir?: string; port?: number; env?: Record<string, string> } = {},
): Promise<TestApp> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "athena-e2e-")));
  const isDemo = options.command === "demo";
  const port = options.port ?? (await freePort());
  const child = spawn(
    process.execPath,
    ["scripts/run.mjs", ...(isDemo ? ["demo", "--keep", dataDir] : ["start"])],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: cleanEnvironment({ ...options.env, ATHENA_DATA_DIR: dataDir, PORT: String(port) }),
    },
  );
  const { baseUrl, setupLink } = await untilReady(child, BUILD_AND_START_MS + (isDemo ? FILL_MS : 0));
  return {
    baseUrl,
    setupLink,
    dataDir,
    process: child,
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.signalCode === null && child.kill("SIGTERM")) await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
