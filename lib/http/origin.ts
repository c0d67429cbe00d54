import { v4 } from "uuid";
import type { Said } from "#lib/http/said.ts";

/** Where a request came from: what the audit keeps of it. */
export type RequestOrigin = {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
  /** What a program says of its request; only ever of an API token. */
  said?: Said;
};

/** Set by `installPeerAddress` from the socket, whatever the client sent under this name. */
export const PEER_ADDRESS_HEADER = "x-athena-peer";

const SANE_REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * The address of the caller. `X-Forwarded-For` is believed only as far as `trustedHops` proxies stand in front
 * (ASVS 4.1.3): each of them appends one entry, so the one that counts is that many from the right.
 */
export function clientAddress(headers: Headers, trustedHops: number): string | null {
  const peer = headers.get(PEER_ADDRESS_HEADER);
  if (trustedHops === 0) return peer;
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  return chain.at(-trustedHops) || peer;
}

/** What the audit and the limits need to know of a request. */
export function requestOrigin(headers: Headers, trustedHops: number): RequestOrigin {
  const given = headers.get("x-request-id") ?? "";
  return {
    ip: clientAddress(headers, trustedHops),
    userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
    requestId: SANE_REQUEST_ID.test(given) ? given : v4(),
  };
}

/** The origin of what a script or the worker does. */
export function localOrigin(name: string): RequestOrigin {
  return { ip: null, userAgent: name, requestId: v4() };
}
