import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What became of one part: how often it was sent to its end or not, and how often the store has taken it. */
export type PartCount = { begun: number; taken: number };

/** Stands between a browser and the store, counts the parts that pass, and fails as it is told to. */
export class StoreProxy {
  readonly parts = new Map<number, PartCount>();
  /** Answered with 503 in the store's place. */
  refused = 0;
  /** Answered with 403 by the store: signatures that have run out. */
  forbidden = 0;
  /** Of which PUT of a part, counted from 1, the store is too busy. */
  isBusy: (put: number) => boolean = () => false;
  readonly #target: URL;
  readonly #bytesPerSecond: number;
  readonly #server = createServer((asked, answer) => void this.#pass(asked, answer));
  readonly #sockets = new Set<Socket>();
  #puts = 0;
  #free = 0;
  #isCut = false;

  constructor(target: string, bytesPerSecond: number) {
    this.#target = new URL(target);
    this.#bytesPerSecond = bytesPerSecond;
    this.#server.on("connection", (socket) => {
      if (this.#isCut) return socket.destroy();
      this.#sockets.add(socket);
      return socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Begins to count anew. */
  forget(): void {
    this.parts.clear();
    this.#puts = 0;
    this.refused = 0;
    this.forbidden = 0;
    this.isBusy = () => false;
  }

  get taken(): number {
    return [...this.parts.values()].filter(({ taken }) => taken > 0).length;
  }

  /** Drops every connection in the middle of what it carries, and takes none until it is mended. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #countOf(asked: IncomingMessage): PartCount | null {
    const { pathname, searchParams } = new URL(asked.url ?? "", this.#target);
    const number = Number(searchParams.get("partNumber"));
    // The probe of the store sends parts too, under a name of its own.
    if (asked.method !== "PUT" || number === 0 || !pathname.includes("/documents/")) return null;
    const count = this.parts.get(number) ?? { begun: 0, taken: 0 };
    this.parts.set(number, count);
    return count;
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const part = this.#countOf(asked);
    if (part !== null) {
      part.begun += 1;
      this.#puts += 1;
      if (this.isBusy(this.#puts)) return this.#refuse(asked, answer);
    }
    const { hostname, port } = this.#target;
    const { method, url, headers } = asked;
    // The host that was signed is the proxy's, and goes on as it is.
    const onward = request({ hostname, port, method, path: url, headers });
    onward.on("error", () => answer.destroy());
    onward.on("response", (given) => {
      const status = given.statusCode ?? 502;
      if (part !== null && status < 300) part.taken += 1;
      if (part !== null && status === 403) this.forbidden += 1;
      answer.writeHead(status, given.headers);
      given.pipe(answer);
      given.on("error", () => answer.destroy());
    });
    let go = () => {};
    for (const event of ["drain", "close"] as const) onward.on(event, () => go());
    try {
      for await (const chunk of asked) {
        if (part !== null) await this.#turn((chunk as Buffer).length);
        if (!onward.write(chunk) && !onward.destroyed) {
          await new Promise<void>((resolve) => {
            go = resolve;
          });
        }
      }
      onward.end();
    } catch {
      // The browser has gone, or was cut off.
      onward.destroy();
    }
  }

  #refuse(asked: IncomingMessage, answer: ServerResponse): void {
    this.refused += 1;
    asked.resume();
    asked.once("end", () => {
      answer.writeHead(503, { "access-control-allow-origin": "*", "content-length": "0" });
      answer.end();
    });
  }

  /** Lets all parts together pass at the pace of the line. */
  async #turn(bytes: number): Promise<void> {
    const now = performance.now();
    this.#free = Math.max(now, this.#free) + (1000 * bytes) / this.#bytesPerSecond;
    if (this.#free - now > 2) await delay(this.#free - now);
  }
}
