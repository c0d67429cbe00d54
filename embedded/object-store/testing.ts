import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A store in a process of its own, for tests. */
export interface TestStore {
  readonly endpoint: string;
  readonly port: number;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly bucket: string;
  /** Where anybody reads the public bucket; null where there is none. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly pid: number;
  /** What it has written to stderr so far. */
  log(): string;
  /** SIGTERM; resolves to the exit code. The data folder goes, unless it was given or `keep` is set. */
  stop(options?: { keep?: boolean }): Promise<number | null>;
  /** SIGKILL, as a power cut would; the data folder stays. */
  kill(): Promise<void>;
}

export interface TestStoreOptions {
  /** A folder to use and keep. */
  dataDir?: string;
  bucket?: string;
  /** One more bucket, which anybody may read. */
  publicBucket?: string;
  host?: string;
  /** A port that it had before; any free one where none is given. */
  port?: number;
  /** A command that runs the store's, such as `["unshare", "-rm"]`. */
  launcher?: readonly string[];
}

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
/** A cold start on a busy machine. */
const START_MS = 30_000;

function ready(
  child: ChildProcess,
  log: () => string,
): Promise<{ port: number; endpoint: string; publicUrl: string | null }> {
  return new Promise((resolve, reject) => {
    let out = "";
    const fail = () => reject(new Error(`the object store did not start: ${log() || "no output"}`));
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail();
    }, START_MS);
    child.once("exit", fail);
    child.once("error", reject);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (!out.includes("\n")) return;
      clearTimeout(timer);
      child.off("exit", fail);
      resolve(JSON.parse(out));
    });
  });
}

/**
 * Starts the store as a real child process on a free port, in a temporary folder unless one is given, with one
 * bucket. Rejects with what it wrote to stderr when it does not start.
 */
export async function startTestStore(options: TestStoreOptions = {}): Promise<TestStore> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "athena-store-"));
  const bucket = options.bucket ?? "athena-test";
  const accessKeyId = "test-access-key";
  const secretAccessKey = "test-secret-key-0123456789";
  const store = [
    process.execPath,
    MAIN,
    "--port",
    String(options.port ?? 0),
    "--host",
    options.host ?? "127.0.0.1",
    "--data",
    dataDir,
    "--bucket",
    bucket,
    ...(options.publicBucket === undefined ? [] : ["--public-bucket", options.publicBucket]),
  ];
  const [command = "", ...args] = [...(options.launcher ?? []), ...store];
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ATHENA_STORE_ACCESS_KEY: accessKeyId, ATHENA_STORE_SECRET_KEY: secretAccessKey },
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-65_536);
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const { port, endpoint, publicUrl } = await ready(child, () => stderr);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  return {
    endpoint,
    port,
    accessKeyId,
    secretAccessKey,
    bucket,
    publicUrl,
    dataDir,
    pid: child.pid ?? 0,
    log: () => stderr,
    async stop({ keep = false } = {}) {
      const code = await end("SIGTERM");
      if (!keep && options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
    async kill() {
      await end("SIGKILL");
    },
  };
}
