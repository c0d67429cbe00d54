import { isIPv6 } from "node:net";

/** The first 64 bits of an IPv6 address, as hex without leading zeros. */
function prefixOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, gap)).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/**
 * What the limits by address count under. Whoever has one IPv6 address has the 2^64 of its network too, and an IPv4
 * address may come written as IPv6: each of them counts as one.
 */
export function limitedAddress(ip: string | null): string {
  const plain = ip?.split("%")[0]?.toLowerCase() ?? "unknown";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(plain) && !plain.includes(".") ? `${prefixOf(plain)}::/64` : plain;
}
