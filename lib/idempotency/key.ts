import { MAX_KEY } from "#lib/idempotency/constants.ts";

/** A string as RFC 8941 writes it, as draft-ietf-httpapi-idempotency-key-header wants the key to be. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
/** As most callers send it: bare, with nothing that could be two keys or half a string. */
const BARE = /^[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]+$/;

/**
 * The key that an `Idempotency-Key` header holds, in quotes or bare, which is the same key.
 * @returns null for what is none.
 */
export function readKey(header: string): string | null {
  const quoted = QUOTED.exec(header.trim())?.[1];
  const key = quoted === undefined ? BARE.exec(header.trim())?.[0] : quoted.replaceAll(/\\(.)/g, "$1");
  return key !== undefined && key.length > 0 && key.length <= MAX_KEY ? key : null;
}
