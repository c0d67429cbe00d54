import { type IncomingMessage, Server } from "node:http";
import { PEER_ADDRESS_HEADER } from "#lib/http/origin.ts";

const INSTALLED = Symbol.for("athena.peer-address");

/**
 * Puts the address of the socket into a header of every request of this process. Next hands no socket to a
 * handler and keeps an `X-Forwarded-For` that a client made up, so limits by address would be anybody's to dodge.
 */
export function installPeerAddress(): void {
  const prototype = Server.prototype as Server & { [INSTALLED]?: true };
  if (prototype[INSTALLED]) return;
  prototype[INSTALLED] = true;
  // Called below with the server it belongs to.
  // oxlint-disable-next-line typescript/unbound-method
  const emit = prototype.emit as (this: Server, event: string, ...args: unknown[]) => boolean;
  prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
    if (event === "request") {
      const request = args[0] as IncomingMessage;
      request.headers[PEER_ADDRESS_HEADER] = request.socket.remoteAddress ?? "";
    }
    return emit.call(this, event, ...args);
  } as typeof prototype.emit;
}
