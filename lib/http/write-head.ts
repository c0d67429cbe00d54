import type { ServerResponse } from "node:http";

/** Calls `change` just before the head of an answer is written, whoever writes it: what it sets is what is sent. */
export function beforeHead(response: ServerResponse, change: () => void): void {
  // Called below with the answer it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const writeHead = response.writeHead as (this: ServerResponse, ...args: unknown[]) => ServerResponse;
  response.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    change();
    return writeHead.apply(this, args);
  };
}
