import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isPublicAddress } from "#lib/webhooks/address.ts";
import { MAX_URL } from "#lib/webhooks/constants.ts";

export type ResolvedAddress = { address: string; family: 4 | 6 };
/** Looks a host name up; throws where there is none. */
export type Resolve = (host: string) => Promise<ResolvedAddress[]>;

/** What may be sent to: `allowPrivate` is the operator's word (`WEBHOOK_ALLOW_PRIVATE`). */
export type Reach = { allowPrivate: boolean; resolve?: Resolve };

/** As every program on this machine looks names up, /etc/hosts included. */
const bySystem: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** Thrown where a name stands, also, for an address that is not to be reached. */
export class RefusedAddress extends Error {}

/** The host of an address without the brackets of IPv6. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, "");

/** Whether one IP address may be spoken to: the Internet only in TLS, all else only where the operator allows it. */
function mayReach(address: string, url: URL, { allowPrivate }: Reach): boolean {
  return isPublicAddress(address) ? url.protocol === "https:" : allowPrivate;
}

/**
 * An address as it is kept; null where none of this form is ever sent to. Nothing is looked up.
 * @param reach what the operator allows: http only in their own network.
 */
export function readTarget(text: string, reach: Reach): URL | null {
  const url = URL.parse(text.trim());
  if (url === null || url.href.length > MAX_URL) return null;
  const scheme = url.protocol === "https:" || (reach.allowPrivate && url.protocol === "http:");
  if (!scheme || url.username !== "" || url.password !== "" || url.hash !== "") return null;
  const host = hostOf(url);
  return isIP(host) === 0 || mayReach(host, url, reach) ? url : null;
}

/**
 * Looks the host up, once, and answers where to connect to. One address that is not to be reached refuses them all: a
 * name that stands for both is a trick, or a mistake.
 * @throws {RefusedAddress} and whatever looking up throws.
 */
export async function resolveTarget(url: URL, reach: Reach): Promise<ResolvedAddress[]> {
  const host = hostOf(url);
  const version = isIP(host);
  const found: ResolvedAddress[] =
    version === 0
      ? await (reach.resolve ?? bySystem)(host)
      : [{ address: host, family: version === 6 ? 6 : 4 }];
  const isFine = found.length > 0 && found.every(({ address }) => mayReach(address, url, reach));
  if (!isFine) throw new RefusedAddress("not an address that may be reached");
  return found;
}
