import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Sample } from "#e2e/samples/sample.ts";
import type { AppPlace } from "#scripts/faults/app-place.ts";
import { type Answer, Caller, type Stored, type Ticket } from "#scripts/faults/caller.ts";
import type { Ground } from "#scripts/faults/ground.ts";

/** A sender who has had no answer for so long gives up; everything was mended long before. */
const PATIENCE_MS = 150_000;
const PAUSE_MS = 250;
const DEADLINE_MS = 20_000;

export type Told = { id?: string; code?: string; filename?: string };

const ARRIVED = new Set([200, 201, 204, 412]);

/** A program of a school's that tries whatever fails again, at the other app, until it has an answer. */
export class Client {
  readonly caller: Caller;
  readonly #ground: Ground;
  readonly #token: string;
  readonly #first: number;
  /** Whether it was ever left without an answer: what it asked for may have been done then. */
  isInDoubt = false;
  /** What it asked for and was told. */
  readonly diary: string[] = [];
  /** Goes off when its patience is over. */
  readonly #until = performance.now() + PATIENCE_MS;

  /** @param first the app that it turns to first. */
  constructor(ground: Ground, token: string, first: number) {
    this.#ground = ground;
    this.#token = token;
    this.#first = first;
    this.caller = new Caller(ground, token);
  }

  app(turn: number): AppPlace {
    const { apps } = this.#ground;
    return apps[(this.#first + turn) % 2] as AppPlace;
  }

  /** Asks until there is an answer. @throws {Error} when its patience is over. */
  async #insist<Kind extends { status: number; body: unknown }>(
    what: string,
    ask: (app: AppPlace) => Promise<Kind>,
    options: { isLater?: (answer: Kind) => boolean; from?: number } = {},
  ): Promise<Kind> {
    const { isLater = () => false, from = 0 } = options;
    for (let turn = from; ; turn += 1) {
      const answer = await ask(this.app(turn));
      const { code = "" } = answer.body as Told;
      const said = `${what}: ${answer.status} ${code}`.trim();
      if (this.diary.at(-1) !== said) this.diary.push(said);
      if (answer.status === 0 || answer.status >= 500) this.isInDoubt = true;
      const later =
        answer.status === 0 ||
        answer.status === 429 ||
        answer.status >= 500 ||
        code === "idempotency_in_progress";
      if (!later && !isLater(answer)) return answer;
      if (performance.now() > this.#until)
        throw new Error(`${said}, and no other answer in ${PATIENCE_MS} ms`);
      await delay(PAUSE_MS);
    }
  }

  /** Under a key of its own, so that it is carried out once. */
  ask<Body = Told>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const key = randomUUID();
    return this.#insist(`${method} ${path}`, (app) =>
      this.caller.ask<Body>(app, method, path, { body, key, deadlineMs: DEADLINE_MS }),
    );
  }

  /** Opens an upload; `named` says whether with its checksum. */
  open(file: Sample, options: { named: boolean; more?: object }): Promise<Answer<Ticket & Told>> {
    const key = randomUUID();
    return this.#insist(
      "open",
      (app) => this.caller.open(app, file, { key, ...options }) as Promise<Answer<Ticket & Told>>,
    );
  }

  /** Sends the bytes until the store says that it has them. */
  async send(ticket: Ticket, file: Sample): Promise<void> {
    await this.#insist("send", async (app) => {
      const sent = await this.#sendOnce(app, ticket, file);
      return { status: sent, body: {} };
    });
  }

  async #sendOnce(app: AppPlace, ticket: Ticket, file: Sample): Promise<number> {
    try {
      if (ticket.method === "multipart")
        return (await this.caller.sendParts(app, ticket, file.bytes)).length === ticket.part_count ? 200 : 0;
      const status = await this.caller.send(ticket, file.bytes);
      return ARRIVED.has(status) ? status : 0;
    } catch {
      return 0;
    }
  }

  /** Confirms, at the other app from `from` 1 on; what has not arrived after all is sent again where it `isAwaited`. */
  complete(ticket: Ticket, file: Sample, options: { isAwaited?: boolean; from?: number } = {}) {
    const { isAwaited = true, from = 0 } = options;
    return this.#insist(
      "complete",
      async (app) => {
        const answer = await this.caller.ask<Stored & Told>(
          app,
          "POST",
          `/uploads/${ticket.upload_id}/complete`,
          {
            body: {},
            deadlineMs: DEADLINE_MS,
          },
        );
        if (isAwaited && answer.body.code === "upload_not_arrived") await this.#sendOnce(app, ticket, file);
        return answer;
      },
      { from, isLater: ({ body }) => isAwaited && body.code === "upload_not_arrived" },
    );
  }

  /** Uploads through the server. */
  sendThrough(file: Sample): Promise<Answer<Told>> {
    const key = randomUUID();
    return this.#insist("upload through the server", async (app) => {
      const form = new FormData();
      form.append("kind", "document");
      form.append("file", new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
      const answer = await this.#fetch(app, "/documents/upload", {
        method: "POST",
        headers: { "idempotency-key": `"${key}"` },
        body: form,
      });
      if (answer === null) return { status: 0, body: {}, headers: new Headers() };
      return {
        status: answer.status,
        headers: answer.headers,
        body: JSON.parse(answer.bytes.toString() || "{}"),
      };
    });
  }

  /** The bytes of a document, whole; what is cut off in the middle is asked for again. */
  read(id: string): Promise<{ status: number; body: Told; bytes: Buffer }> {
    return this.#insist("read", async (app) => {
      const answer = await this.#fetch(app, `/documents/${id}/preview`, {});
      if (answer === null) return { status: 0, body: {}, bytes: Buffer.alloc(0) };
      const { status, bytes } = answer;
      return { status, bytes, body: status === 200 ? {} : (JSON.parse(bytes.toString() || "{}") as Told) };
    });
  }

  async #fetch(
    app: AppPlace,
    path: string,
    options: { method?: string; headers?: Record<string, string>; body?: FormData },
  ) {
    try {
      const answer = await fetch(`${app.baseUrl}/api/v1${path}`, {
        ...options,
        signal: AbortSignal.timeout(DEADLINE_MS),
        headers: { authorization: `Bearer ${this.#token}`, ...options.headers },
      });
      return {
        status: answer.status,
        headers: answer.headers,
        bytes: Buffer.from(await answer.arrayBuffer()),
      };
    } catch {
      return null;
    }
  }
}
