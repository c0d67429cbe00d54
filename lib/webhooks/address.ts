import ipaddr from "ipaddr.js";

/** Answers only inside Azure, though its range is public: what a machine is told about itself. */
const AZURE_PLATFORM = "168.63.129.16";
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address belongs to the public Internet. Private, loopback, link-local (where clouds keep the credentials
 * of their machines), carrier-grade NAT, multicast, documentation and every form in which IPv6 wraps another address are
 * not; nor is what cannot be read.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.zoneId == null && parsed.match(GLOBAL_V6);
  return ipaddr.IPv4.isValidFourPartDecimal(address) && address !== AZURE_PLATFORM;
}
