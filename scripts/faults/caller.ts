import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Sample } from "#e2e/samples/sample.ts";
import { sha256 } from "#e2e/samples/sample.ts";
import type { AppPlace } from "#scripts/faults/app-place.ts";
import type { Ground } from "#scripts/faults/ground.ts";

/** What an app answered; status 0 where nothing came. */
export type Answer<Body = Record<string, unknown>> = { status: number; body: Body; headers: Headers };

export type SignedPart = { part_number: number; url: string; headers: Record<string, string> };

/** What opening an upload answers. */
export type Ticket = {
  upload_id: string;
  method: "post" | "put" | "multipart";
  url: string;
  headers?: Record<string, string>;
  fields?: Record<string, string>;
  part_size: number;
  part_count: number;
  signed: { parts: SignedPart[] };
};

export type NamedPart = { part_number: number; etag: string };

export type Stored = {
  id: string;
  filename: string;
  file_path: string;
  sha256: string | null;
  status: string;
};

const DEADLINE_MS = 60_000;
const PAUSE_MS = 150;

type Sent = { status: number; etag: string };

/** A program that calls the API, such as a school's ERP, and sends its files to the store past the apps. */
export class Caller {
  readonly #ground: Ground;
  readonly #token: string;

  constructor(ground: Ground, token: string) {
    this.#ground = ground;
    this.#token = token;
  }

  /** Asks one app. Under the same `key` a request is carried out once, however often it is sent. */
  async ask<Body = Record<string, unknown>>(
    app: AppPlace,
    method: string,
    path: string,
    options: { body?: unknown; key?: string; deadlineMs?: number } = {},
  ): Promise<Answer<Body>> {
    const { body, key, deadlineMs = DEADLINE_MS } = options;
    try {
      const answer = await fetch(`${app.baseUrl}/api/v1${path}`, {
        method,
        signal: AbortSignal.timeout(deadlineMs),
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...(key !== undefined && { "idempotency-key": `"${key}"` }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        body: (text === "" ? {} : JSON.parse(text)) as Body,
        headers: answer.headers,
      };
    } catch {
      return { status: 0, body: {} as Body, headers: new Headers() };
    }
  }

  /** Asks to upload a file. Its checksum is named, unless it goes in parts. */
  open(app: AppPlace, file: Sample, options: { key?: string; more?: object; named?: boolean } = {}) {
    const { key, more, named = true } = options;
    const body = {
      filename: file.name,
      content_type: file.type,
      size: file.bytes.length,
      ...(named && { sha256: sha256(file.bytes) }),
      ...more,
    };
    return this.ask<Ticket>(app, "POST", "/uploads", { body, ...(key !== undefined && { key }) });
  }

  /** `open`, where nothing is to fail. */
  async ticket(
    app: AppPlace,
    file: Sample,
    options: { more?: object; named?: boolean } = {},
  ): Promise<Ticket> {
    const { status, body } = await this.open(app, file, options);
    if (status !== 201) throw new Error(`${file.name} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  complete(app: AppPlace, uploadId: string, body: { parts?: NamedPart[]; sha256?: string } = {}) {
    return this.ask<Stored & { code?: string }>(app, "POST", `/uploads/${uploadId}/complete`, { body });
  }

  /**
   * Sends a file that goes in one piece as it was signed; answers the store's status.
   * @throws {Error} where the line is cut.
   */
  async send(ticket: Ticket, bytes: Uint8Array): Promise<number> {
    if (ticket.method === "put")
      return (await this.#toStore("PUT", ticket.url, ticket.headers ?? {}, bytes)).status;
    const form = new FormData();
    for (const [name, value] of Object.entries(ticket.fields ?? {})) form.append(name, value);
    form.append("file", new Blob([new Uint8Array(bytes)]));
    const whole = new Response(form);
    const type = whole.headers.get("content-type") ?? "";
    const body = Buffer.from(await whole.arrayBuffer());
    return (await this.#toStore("POST", ticket.url, { "content-type": type }, body)).status;
  }

  /** Sends parts, all where none are named; answers those that the store has taken. */
  async sendParts(
    app: AppPlace,
    ticket: Ticket,
    bytes: Buffer,
    numbers = Array.from({ length: ticket.part_count }, (_, at) => at + 1),
  ): Promise<NamedPart[]> {
    const { status, body } = await this.ask<{ parts: SignedPart[] }>(
      app,
      "POST",
      `/uploads/${ticket.upload_id}/parts`,
      { body: { part_numbers: numbers } },
    );
    if (status !== 200) throw new Error(`Parts were answered ${status}.`);
    const taken: NamedPart[] = [];
    for (const { part_number, url, headers } of body.parts) {
      const piece = bytes.subarray((part_number - 1) * ticket.part_size, part_number * ticket.part_size);
      const { status: answered, etag } = await this.#toStore("PUT", url, headers, piece);
      if (answered === 200) taken.push({ part_number, etag });
    }
    return taken;
  }

  /** By a signed address, by the sender's own way to the store; it carries the host that was signed. */
  #toStore(
    method: string,
    signed: string,
    headers: Readonly<Record<string, string>>,
    bytes: Uint8Array,
  ): Promise<Sent> {
    const { host, pathname, search } = new URL(signed);
    const way = new URL(this.#ground.senderWay.endpoint);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: way.hostname,
          port: way.port,
          method,
          path: pathname + search,
          headers: { ...headers, host, "content-length": bytes.length },
          agent: false,
          timeout: DEADLINE_MS,
        },
        (answer) => {
          answer.on("error", reject).on("close", () => reject(new Error("no answer")));
          answer
            .resume()
            .on("end", () => resolve({ status: answer.statusCode ?? 0, etag: answer.headers.etag ?? "" }));
        },
      );
      sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
      sent.on("error", reject);
      sent.end(bytes);
    });
  }

  /** An app that runs, another one each time. */
  #anyApp(turn: number): AppPlace {
    const { apps } = this.#ground;
    const alive = apps.filter(({ isAlive }) => isAlive);
    const from = alive.length === 0 ? apps : alive;
    return from[turn % from.length] as AppPlace;
  }

  /** Asks one app after another until one gives an answer that is none of "not now". */
  async persist<Body>(
    method: string,
    path: string,
    options: { body?: unknown; key?: string } = {},
  ): Promise<Answer<Body>> {
    const end = performance.now() + 120_000;
    for (let turn = 0; ; turn += 1) {
      const answer = await this.ask<Body>(this.#anyApp(turn), method, path, {
        ...options,
        deadlineMs: 20_000,
      });
      const { code } = answer.body as { code?: string };
      const later = answer.status === 0 || answer.status >= 500 || code === "idempotency_in_progress";
      if (!later) return answer;
      if (performance.now() > end) throw new Error(`${method} ${path}: still ${answer.status} ${code ?? ""}`);
      await delay(PAUSE_MS);
    }
  }

  /** Uploads a file as a good program does: whatever fails is tried again, elsewhere, under the same key. */
  async upload(file: Sample, options: { more?: object } = {}): Promise<Stored> {
    const body = {
      filename: file.name,
      content_type: file.type,
      size: file.bytes.length,
      sha256: sha256(file.bytes),
      ...options.more,
    };
    const opened = await this.persist<Ticket>("POST", "/uploads", { body, key: randomUUID() });
    if (opened.status !== 201)
      throw new Error(`${file.name}: ${opened.status} ${JSON.stringify(opened.body)}`);
    return this.bring(opened.body, file);
  }

  /** Sends and completes an upload that is open, however often it takes. */
  async bring(ticket: Ticket, file: Sample): Promise<Stored> {
    const end = performance.now() + 120_000;
    for (let turn = 0; ; turn += 1) {
      if (ticket.method === "multipart")
        await this.sendParts(this.#anyApp(turn), ticket, file.bytes).catch(() => []);
      else await this.send(ticket, file.bytes).catch(() => 0);
      const { status, body } = await this.persist<Stored & { code?: string }>(
        "POST",
        `/uploads/${ticket.upload_id}/complete`,
        { body: {} },
      );
      if (status === 200 || status === 201) return body;
      if (body.code !== "upload_not_arrived" || performance.now() > end)
        throw new Error(`${file.name}: ${status} ${JSON.stringify(body)}`);
      await delay(PAUSE_MS);
    }
  }
}
