import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type PeerStore, peerFolder } from "#scripts/peer-stores/peer-store.ts";
import { daemon, installed, kill } from "#scripts/peer-stores/processes.ts";
import { freePort } from "#scripts/test/app.ts";

const READY_MS = 60_000;
const BUCKET = "athena-peer";
const KEYS = { accessKeyId: "peer-access-key", secretAccessKey: "peer-secret-key-0123456789" } as const;

const PLACE = fileURLToPath(new URL("./local-r2/", import.meta.url));
const PROGRAM = path.join(PLACE, "node_modules/wrangler/wrangler-dist/cli.js");

/** How to get it: a package of its own, for `npm install` at the root must not bring 230 MB to every school. */
export const LOCAL_R2_INSTALL = "npm install --prefix scripts/peer-stores/local-r2";

/** Whether Cloudflare's local R2 is installed. */
export function localR2Installed(): boolean {
  return existsSync(PROGRAM) && installed(["setpriv"]);
}

/** Its settings: a Worker that does nothing, with one bucket beside it that answers S3. */
function configuration(port: number): string {
  return JSON.stringify({
    name: "athena-peer",
    main: path.join(PLACE, "worker.mjs"),
    compatibility_date: "2026-11-01",
    send_metrics: false,
    dev: { ip: "127.0.0.1", port, inspector_port: 0 },
    r2_buckets: [
      { binding: "BUCKET", bucket_name: BUCKET, local_dev: { experimental_s3_credentials: { ...KEYS } } },
    ],
  });
}

/** Nothing leaves this machine, and nothing is kept outside of the folder. */
function environment(folder: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "development",
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: folder,
    XDG_CONFIG_HOME: folder,
    XDG_CACHE_HOME: folder,
    CI: "1",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
  };
}

/** Waits until it answers as S3 does, which it does to a request without a signature, too. */
async function untilReady(endpoint: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("it ended.");
    try {
      const answer = await fetch(`${endpoint}/${BUCKET}/none`, { signal: AbortSignal.timeout(2000) });
      if ((await answer.text()).includes("<Error>")) return;
    } catch {
      // Not yet.
    }
    await sleep(100);
  }
  throw new Error("it did not answer in time.");
}

/**
 * Starts Cloudflare's own local R2 (`wrangler dev`) in a temporary folder; needs no account and no network, and takes
 * about two seconds.
 * @throws {Error} with what it said, when it does not get ready within a minute.
 */
export async function startLocalR2(): Promise<PeerStore> {
  const folder = peerFolder("athena-test-r2-");
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", remove);
  const port = await freePort();
  const settings = path.join(folder, "wrangler.json");
  writeFileSync(settings, configuration(port));
  const args = ["dev", "--config", settings, "--persist-to", path.join(folder, "state")];
  const quiet = ["--show-interactive-dev-session=false"];
  const output = path.join(folder, "wrangler.out");
  const command = [PROGRAM, ...args, ...quiet];
  const child = daemon(process.execPath, command, environment(folder), output, "TERM");
  const stop = async () => {
    // It ends the processes that do the work when it is asked to; killed, it would leave them.
    await kill(child, "SIGTERM");
    remove();
    process.off("exit", remove);
  };
  const endpoint = `http://127.0.0.1:${port}/cdn-cgi/local/r2/s3`;
  try {
    await untilReady(endpoint, child);
  } catch (error) {
    const said = readFileSync(output, "utf8").slice(-2000);
    await stop();
    throw new Error(`Local R2 did not start: ${(error as Error).message}\n${said}`, { cause: error });
  }
  return { endpoint, ...KEYS, bucket: BUCKET, stop };
}
