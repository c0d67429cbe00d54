import { accessSync, constants } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isIPv6 } from "node:net";
import { resolve } from "node:path";
import type { Credentials } from "#embedded/object-store/auth.ts";
import { makeDirs } from "#embedded/object-store/disk.ts";
import { errorCode, S3Error } from "#embedded/object-store/errors.ts";
import { FolderInUse, lockFolder } from "#embedded/object-store/lock.ts";
import { UsageError } from "#embedded/object-store/options.ts";
import { answerPublic } from "#embedded/object-store/public-address.ts";
import { route } from "#embedded/object-store/route.ts";
import { createObjectServer } from "#embedded/object-store/server.ts";
import { Store } from "#embedded/object-store/store.ts";

/** A started store. */
export interface RunningStore {
  readonly port: number;
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** The address at which anybody reads the public bucket, without a slash at its end; null where there is none. */
  readonly publicUrl: string | null;
  /** Lets requests under way finish for some seconds, then gives up the folder. */
  stop(): Promise<void>;
}

/** What `runStore` needs; data folder and buckets are created. */
export interface RunOptions {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly buckets: readonly string[];
  /** A bucket that anybody may read, at an address of its own; its port may be 0 for a free one. */
  readonly publicBucket: { name: string; port: number } | null;
  readonly credentials: Credentials;
  readonly log: (line: string) => void;
}

const STOP_MS = 8000;
const SWEEP_MS = 3_600_000;

/** A start that failed for a reason its message tells in one line. `exitCode` as in sysexits(3), or 2 for usage. */
export class StartError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What a failed start tells its user: one line and an exit code. */
export function explainStart(
  error: unknown,
  options: { port: number; host: string; data: string },
): StartError {
  if (error instanceof StartError) return error;
  if (error instanceof UsageError) return new StartError(error.message, 2);
  if (error instanceof FolderInUse) return new StartError(error.message, 75);
  if (error instanceof S3Error) return new StartError(`--bucket: ${error.message.replace(/\.$/, "")}`, 2);
  const code = errorCode(error);
  const at = `${options.host}:${options.port}`;
  if (code === "EADDRINUSE")
    return new StartError(`port ${options.port} on ${options.host} is taken; choose another with --port`, 69);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new StartError(`this machine has no address ${options.host}`, 69);
  if (code === "EACCES" && error instanceof Error && "syscall" in error && error.syscall === "listen") {
    return new StartError(`not allowed to listen on ${at}`, 77);
  }
  if (code === "EACCES" || code === "EROFS" || code === "EPERM" || code === "ENOENT")
    return new StartError(`the data folder ${options.data} is not writable`, 73);
  if (code === "ENOTDIR" || code === "EEXIST") return new StartError(`${options.data} is not a folder`, 73);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new StartError(`the disk of ${options.data} is full`, 73);
  return new StartError(
    error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "could not start",
    70,
  );
}

async function openStore(options: RunOptions, dir: string): Promise<Store> {
  const store = new Store(dir, options.log);
  await store.load();
  const { buckets, publicBucket } = options;
  for (const name of publicBucket === null ? buckets : [...buckets, publicBucket.name]) {
    if (!store.find(name)) await store.create(name);
  }
  return store;
}

/** Opens a server at an address. @returns its port */
async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      done();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Ends servers once what they are answering is done, or after some seconds. */
async function close(servers: readonly Server[]): Promise<void> {
  const closed = servers.map((server) => new Promise((done) => server.close(done)));
  const force = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), STOP_MS);
  // A connection whose request has just ended would stay open, waiting for the next one.
  const idle = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), 50);
  await Promise.all(closed);
  clearInterval(idle);
  clearTimeout(force);
}

/**
 * Starts a store: takes the data folder, builds the indexes, creates missing buckets, listens.
 * Throws what `explainStart` explains.
 */
export async function runStore(options: RunOptions): Promise<RunningStore> {
  const dir = resolve(options.data);
  makeDirs(dir);
  accessSync(dir, constants.W_OK);
  const unlock = lockFolder(dir);
  try {
    const store = await openStore(options, dir);
    const { host, log, publicBucket } = options;
    const server = createObjectServer((exchange) => route(exchange, store, options.credentials), log);
    const port = await listen(server, options.port, host);
    const servers = [server];
    const addressOf = (at: number) => `http://${isIPv6(host) ? `[${host}]` : host}:${at}`;
    let publicUrl: string | null = null;
    if (publicBucket !== null) {
      const open = createObjectServer(
        (exchange) => answerPublic(exchange, store.get(publicBucket.name)),
        log,
      );
      servers.push(open);
      publicUrl = addressOf(await listen(open, publicBucket.port, host));
    }
    const sweep = () =>
      void store.sweep(Date.now()).catch((error: Error) => options.log(`lifecycle: ${error.message}`));
    const timer = setInterval(sweep, SWEEP_MS).unref();
    const stop = async () => {
      clearInterval(timer);
      await close(servers);
      unlock();
    };
    return { port, endpoint: addressOf(port), publicUrl, stop };
  } catch (error) {
    unlock();
    throw error;
  }
}
