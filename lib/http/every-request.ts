import { type IncomingMessage, Server, type ServerResponse } from "node:http";

const INSTALLED = Symbol.for("athena.every-request");

type Hooks = {
  /** A server of this process that takes connections. */
  server: (server: Server) => void;
  /** Called for each request before Next sees it; `next` hands it on. */
  around: (request: IncomingMessage, response: ServerResponse, next: () => boolean) => boolean;
};

/** Has every request of this process looked at before Next sees it: Next hands no handler the socket or the answer. */
export function aroundEveryRequest({ server, around }: Hooks): void {
  const prototype = Server.prototype as Server & { [INSTALLED]?: true };
  if (prototype[INSTALLED]) return;
  prototype[INSTALLED] = true;
  // Called below with the server it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const emit = prototype.emit as (this: Server, event: string, ...args: unknown[]) => boolean;
  prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
    const next = () => emit.call(this, event, ...args);
    if (event === "connection") server(this);
    if (event !== "request") return next();
    return around(args[0] as IncomingMessage, args[1] as ServerResponse, next);
  } as typeof prototype.emit;
}
