import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A conversation that was caught at the moment that was waited for. */
export type Caught = {
  /** Ends it for both sides; what was held is never said. */
  cut(): void;
};

/** When a conversation is caught: before its word is passed on, or once what it was part of has been committed. */
export type Moment = "before" | "committed";

type Watch = {
  word: string;
  moment: Moment;
  pair: Pair | null;
  caught: (caught: Caught) => void;
};

/** PostgreSQL's ReadyForQuery behind the end of a transaction (protocol 3.0, "Message Formats"). */
const IN_NO_TRANSACTION = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

type Pair = { client: Socket; server: Socket; held: boolean };

/**
 * A TCP line to a service, here PostgreSQL, that can be cut, fall silent, become slow, and be held at the very moment
 * at which something is said on it. What is held or silent is never lost by it alone: the line can be mended.
 */
export class Line {
  readonly #target: number;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #watches = new Set<Watch>();
  #state: "open" | "cut" | "silent" = "open";
  #lateMs = 0;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#take(client));
  }

  /** Opens a line to a port of this machine. */
  static async to(port: number): Promise<Line> {
    const line = new Line(port);
    await new Promise<void>((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resets every conversation; new ones are taken. */
  drop(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  /** Resets every conversation, and each new one, until it is mended. */
  cut(): void {
    this.#state = "cut";
    this.drop();
  }

  /** Nothing passes any more, and nobody is told. */
  silence(): void {
    this.#state = "silent";
    for (const pair of this.#pairs) this.#pause(pair);
  }

  /** Everything takes so much longer, in ms, each way. */
  slow(ms: number): void {
    this.#lateMs = ms;
  }

  mend(): void {
    this.#state = "open";
    this.#lateMs = 0;
    for (const pair of this.#pairs) this.#resume(pair);
  }

  /** Waits for a conversation in which `word` is said, and holds it there. */
  holdAt(word: string, moment: Moment): Promise<Caught> {
    return new Promise((caught) => this.#watches.add({ word, moment, pair: null, caught }));
  }

  async close(): Promise<void> {
    this.#state = "cut";
    this.drop();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(client: Socket): void {
    if (this.#state === "cut") return void client.resetAndDestroy();
    const server = connect({ port: this.#target, host: "127.0.0.1" });
    const pair = { client, server, held: false };
    this.#pairs.add(pair);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("end", () => other.end());
      one.on("close", () => {
        other.destroy();
        this.#pairs.delete(pair);
      });
    }
    client.on("data", (said: Buffer) => {
      if (!this.#catchesAsked(pair, said)) this.#pass(pair, said, server);
    });
    server.on("data", (said: Buffer) => {
      if (!this.#catchesAnswered(pair, said)) this.#pass(pair, said, client);
    });
    if (this.#state === "silent") this.#pause(pair);
  }

  #pass(pair: Pair, said: Buffer, to: Socket): void {
    const write = () => {
      if (!pair.held && to.writable) to.write(said);
    };
    if (this.#lateMs === 0) write();
    else void delay(this.#lateMs).then(write);
  }

  /** Whether the client's word is what somebody waits for: then it is held. */
  #catchesAsked(pair: Pair, said: Buffer): boolean {
    for (const watch of this.#watches) {
      if (watch.pair === null && said.includes(watch.word)) {
        watch.pair = pair;
        if (watch.moment === "before") return this.#hold(watch, pair);
      }
    }
    return pair.held;
  }

  #catchesAnswered(pair: Pair, said: Buffer): boolean {
    for (const watch of this.#watches)
      if (watch.pair === pair && said.includes(IN_NO_TRANSACTION)) return this.#hold(watch, pair);
    return pair.held;
  }

  #hold(watch: Watch, pair: Pair): true {
    this.#watches.delete(watch);
    pair.held = true;
    watch.caught({
      cut: () => {
        pair.client.resetAndDestroy();
        pair.server.destroy();
      },
    });
    return true;
  }

  #pause({ client, server }: Pair): void {
    client.pause();
    server.pause();
  }

  #resume({ client, server }: Pair): void {
    client.resume();
    server.resume();
  }
}
