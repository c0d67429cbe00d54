import type { Server, ServerResponse } from "node:http";
import { beforeHead } from "#lib/http/write-head.ts";

/** Whether this process is about to end, and what it still has in hand. */
export class Closing {
  readonly #servers = new Set<Server>();
  #inFlight = 0;
  #begun = false;
  #idle: (() => void)[] = [];

  /** Whether it has been told to end. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Requests whose answers are not out yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** A server that takes connections. */
  serves(server: Server): void {
    this.#servers.add(server);
  }

  /** Counts a request until its answer is out or its caller gone; on the way to the end, its connection takes no other. */
  hold(response: ServerResponse): void {
    this.#inFlight += 1;
    beforeHead(response, () => {
      if (this.#begun) response.setHeader("Connection", "close");
    });
    response.once("close", () => {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#letGo();
    });
  }

  /** From now on this process is not ready, and says so; it goes on answering. */
  begin(): void {
    this.#begun = true;
  }

  /** Takes no connection any more. */
  refuse(): void {
    for (const server of this.#servers) server.close();
  }

  /** Waits until nothing is in hand. */
  async idle(): Promise<void> {
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #letGo(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

// Next may load this module once for each bundle; there is one end for the process.
const holder = globalThis as { athenaClosing?: Closing };

/** The end of this process. */
export function closing(): Closing {
  holder.athenaClosing ??= new Closing();
  return holder.athenaClosing;
}
