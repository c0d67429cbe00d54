import { type IncomingMessage, Server, type ServerResponse } from "node:http";

const INSTALLED = Symbol.for("athena.every-request");

type Look = (request: IncomingMessage, response: ServerResponse) => void;

/** Has every request of this process looked at before Next sees it: Next hands no handler the socket or the answer. */
export function beforeEveryRequest(...looks: readonly Look[]): void {
  const prototype = Server.prototype as Server & { [INSTALLED]?: true };
  if (prototype[INSTALLED]) return;
  prototype[INSTALLED] = true;
  // Called below with the server it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const emit = prototype.emit as (this: Server, event: string, ...args: unknown[]) => boolean;
  prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
    if (event === "request") {
      for (const look of looks) look(args[0] as IncomingMessage, args[1] as ServerResponse);
    }
    return emit.call(this, event, ...args);
  } as typeof prototype.emit;
}
