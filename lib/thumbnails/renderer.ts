import "server-only";
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import {
  MAX_LOGO_BYTES,
  MAX_THUMBNAIL_BYTES,
  RENDER_MEMORY_BYTES,
  RENDER_MS,
} from "#lib/thumbnails/constants.ts";
import type { Format } from "#lib/thumbnails/render.ts";

export type RenderRequest = { bytes: Uint8Array; contentType: string; format: Format };
export type RenderReply = { image: Uint8Array } | { error: string };

/** Why a file has no thumbnail. All but `unreadable` may be the machine's fault as well as the file's. */
type Failure = "unreadable" | "too_slow" | "too_much_memory" | "crashed";
export type Rendered = { ok: true; image: Buffer } | { ok: false; reason: Failure; detail?: string };

/** What one file may take: milliseconds, and bytes of memory. */
type Limits = { ms: number; memory: number };
const LIMITS: Limits = { ms: RENDER_MS, memory: RENDER_MEMORY_BYTES };

const CHILD = fileURLToPath(new URL("./render-child.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILES_PER_PROCESS = 100;
const START_MS = 30_000;
const IDLE_MS = 10_000;
const LOOK_MS = 100;
const PAGE_BYTES = 4096;

/** Where packages are, as the child will look for them. */
function modulesFolder(): string {
  const found = createRequire(import.meta.url).resolve("sharp");
  return found.slice(0, found.lastIndexOf("node_modules") + "node_modules".length);
}

/**
 * A process that may read the program and nothing else, write nothing, start nothing, and has no environment of ours:
 * there is no secret in it to find.
 */
function startChild(): ChildProcess {
  return fork(CHILD, {
    execArgv: [
      "--permission",
      "--allow-addons",
      `--allow-fs-read=${modulesFolder()}/*`,
      `--allow-fs-read=${ROOT}lib/thumbnails/*`,
      `--allow-fs-read=${ROOT}package.json`,
      "--max-old-space-size=256",
    ],
    // Next's types want this one; it is no secret.
    env: { NODE_ENV: "production" },
    serialization: "advanced",
    stdio: "ignore",
  });
}

/** Bytes of memory that a process holds; 0 where the system does not say. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "latin1").split(" ")[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

const LOOKS: Readonly<Record<Format, (image: Buffer) => boolean>> = {
  webp: (image) =>
    image.toString("latin1", 0, 4) === "RIFF" &&
    image.toString("latin1", 8, 12) === "WEBP" &&
    image.length <= MAX_THUMBNAIL_BYTES,
  png: (image) => image.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n" && image.length <= MAX_LOGO_BYTES,
};

function believe(reply: RenderReply, format: Format): Rendered {
  if ("error" in reply) return { ok: false, reason: "unreadable", detail: reply.error };
  const image = Buffer.from(reply.image);
  if (LOOKS[format](image)) return { ok: true, image };
  return { ok: false, reason: "unreadable", detail: "what was drawn is no thumbnail" };
}

/** Waits until a child can draw. Where it never can, no file is to blame, and this throws. */
function started(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (problem: string | null) => {
      clearTimeout(timer);
      child.removeAllListeners().on("error", () => undefined);
      if (problem === null) resolve();
      else reject(new Error(`The process that draws thumbnails cannot start: ${problem}`));
    };
    const timer = setTimeout(() => settle("it took too long"), START_MS);
    child.once("message", () => settle(null));
    child.once("exit", (code, signal) => settle(signal ?? `exit code ${code}`));
    child.once("error", (error) => settle(error.message));
  });
}

/** Asks a child for one file, and waits no longer than it may take. */
function ask(child: ChildProcess, request: RenderRequest, { ms, memory }: Limits): Promise<Rendered> {
  return new Promise((resolve) => {
    let settled = false;
    const settle = (rendered: Rendered) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      clearInterval(look);
      child.removeAllListeners();
      resolve(rendered);
    };
    const crashed = (detail: string) => settle({ ok: false, reason: "crashed", detail });
    const timer = setTimeout(() => settle({ ok: false, reason: "too_slow" }), ms);
    const swollen = () => {
      const is = residentBytes(child.pid) > memory;
      if (is) settle({ ok: false, reason: "too_much_memory" });
      return is;
    };
    const look = setInterval(swollen, LOOK_MS);
    child.once("message", (reply) => {
      if (!swollen()) settle(believe(reply as RenderReply, request.format));
    });
    child.once("exit", (code, signal) => crashed(signal ?? `exit code ${code}`));
    child.once("error", (error) => crashed(error.message));
    child.send(request, (error) => error && crashed(error.message));
  });
}

/**
 * Draws files in a process of its own, one after another: a file that hangs, swells or crashes takes that process with
 * it and nothing else. The process is used again, but not after a file that it could not draw.
 */
class Renderer {
  #child: ChildProcess | null = null;
  #files = 0;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    // A child in the middle of a file does not hear that its parent has gone.
    process.once("exit", () => this.#retire());
  }

  render(request: RenderRequest, limits: Limits): Promise<Rendered> {
    const mine = this.#last.then(() => this.#now(request, limits));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #now(request: RenderRequest, limits: Limits): Promise<Rendered> {
    clearTimeout(this.#idle);
    if (this.#child?.connected !== true) this.#retire();
    const child = this.#child ?? (await this.#start());
    const rendered = await ask(child, request, limits);
    this.#files += 1;
    if (!rendered.ok || this.#files >= FILES_PER_PROCESS) this.#retire();
    else this.#rest(child);
    return rendered;
  }

  async #start(): Promise<ChildProcess> {
    const child = startChild();
    this.#child = child;
    await started(child).catch((error: unknown) => {
      this.#retire();
      throw error;
    });
    return child;
  }

  /** Keeps the child for a while, without keeping this process from ending. */
  #rest(child: ChildProcess): void {
    child.on("error", () => undefined);
    child.unref();
    child.channel?.unref();
    this.#idle = setTimeout(() => this.#retire(), IDLE_MS).unref();
  }

  #retire(): void {
    this.#child?.on("error", () => undefined);
    this.#child?.kill("SIGKILL");
    this.#child = null;
    this.#files = 0;
  }
}

const renderer = new Renderer();

/**
 * Draws a small picture of a file. Other `limits` are for tests.
 * @throws when nothing at all can be drawn on this machine: that says nothing of the file.
 */
export function renderThumbnail(
  bytes: Uint8Array,
  contentType: string,
  limits: Partial<Limits> = {},
): Promise<Rendered> {
  return renderer.render({ bytes, contentType, format: "webp" }, { ...LIMITS, ...limits });
}

/**
 * Draws a school's logo of a picture: as small as a thumbnail, with what is transparent in it.
 * @throws as `renderThumbnail`.
 */
export function renderLogo(bytes: Uint8Array, contentType: string): Promise<Rendered> {
  return renderer.render({ bytes, contentType, format: "png" }, LIMITS);
}
