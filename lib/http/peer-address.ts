import type { IncomingMessage } from "node:http";
import { PEER_ADDRESS_HEADER } from "#lib/http/origin.ts";

/**
 * Puts the address of the socket into a header of the request. Next hands no socket to a handler and keeps an
 * `X-Forwarded-For` that a client made up, so limits by address would be anybody's to dodge.
 */
export function tellPeerAddress(request: IncomingMessage): void {
  request.headers[PEER_ADDRESS_HEADER] = request.socket.remoteAddress ?? "";
}
