import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { config } from "#lib/config.ts";
import { scannerVersion } from "#lib/scan/clamd.ts";

/** The harmless file that every scanner takes for a virus, put together here so that none takes this one for it. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join(
  "",
);

/** What clamd calls it by the one signature that it is given here. */
export const EICAR_NAME = "Test.Eicar.UNOFFICIAL";

/** Whether this machine has clamd (Debian: clamav-daemon). */
export const hasClamd = (): boolean => spawnSync("clamd", ["--version"]).status === 0;

const SETTINGS = (folder: string) => `Foreground yes
LocalSocket ${join(folder, "clamd.sock")}
DatabaseDirectory ${join(folder, "signatures")}
TemporaryDirectory ${folder}
StreamMaxLength 2M
MaxThreads 4
`;

/** A real clamd on a socket of its own, whose only signature is that of the EICAR file. It takes 2 MiB. */
export async function startClamd() {
  const folder = await mkdtemp(join(tmpdir(), "athena-clamd-"));
  const path = join(folder, "clamd.sock");
  await mkdir(join(folder, "signatures"));
  await writeFile(
    join(folder, "signatures", "test.ndb"),
    `Test.Eicar:0:*:${Buffer.from(EICAR).toString("hex")}\n`,
  );
  await writeFile(join(folder, "clamd.conf"), SETTINGS(folder));
  let child: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = null;
    if (ending === null) return;
    const ended = once(ending, "exit");
    ending.kill(signal);
    await ended;
    await rm(path, { force: true });
  };
  const start = async () => {
    child = spawn("clamd", ["--config-file", join(folder, "clamd.conf")], { stdio: "ignore" });
    const until = Date.now() + 25_000;
    for (;;) {
      const version = await scannerVersion({ path }).catch(() => null);
      if (version !== null) return;
      if (Date.now() > until) throw new Error("clamd did not start.");
      await delay(50);
    }
  };
  await start();
  return {
    path,
    start,
    /** It takes connections, for the kernel does that, and does nothing with them. */
    freeze: () => child?.kill("SIGSTOP"),
    kill: () => end("SIGKILL"),
    [Symbol.asyncDispose]: async () => {
      await end("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What answers as `answer` does; `null` answers nothing at all. `heard` has how many bytes have come in. */
export async function fakeClamd(answer: (heard: Buffer, socket: Socket) => string | null) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let heard = Buffer.alloc(0);
    let said = false;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      const reply = said ? null : answer(heard, socket);
      if (reply === null) return;
      said = true;
      socket.end(reply, "latin1");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    host: "127.0.0.1",
    port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Whether a stream has come to its end: the piece of no length is last. */
export const hasAll = (heard: Buffer): boolean => heard.subarray(-4).equals(Buffer.alloc(4));

/** Does `work` with this scanner configured, and what it takes. */
export async function withScanner<T>(
  scanner: { path: string } | { host: string; port: number } | null,
  work: () => Promise<T>,
  options: { maxMib?: number; tooLarge?: "quarantine" | "pass" } = {},
): Promise<T> {
  const settings = config();
  const before = { ...settings };
  settings.CLAMD_SOCKET = scanner !== null && "path" in scanner ? scanner.path : undefined;
  settings.CLAMD_HOST = scanner !== null && "host" in scanner ? scanner.host : undefined;
  settings.CLAMD_PORT = scanner !== null && "port" in scanner ? scanner.port : undefined;
  settings.CLAMD_MAX_MIB = options.maxMib ?? 2;
  settings.CLAMD_TOO_LARGE = options.tooLarge ?? "quarantine";
  try {
    return await work();
  } finally {
    Object.assign(settings, {
      CLAMD_SOCKET: before.CLAMD_SOCKET,
      CLAMD_HOST: before.CLAMD_HOST,
      CLAMD_PORT: before.CLAMD_PORT,
      CLAMD_MAX_MIB: before.CLAMD_MAX_MIB,
      CLAMD_TOO_LARGE: before.CLAMD_TOO_LARGE,
    });
  }
}
