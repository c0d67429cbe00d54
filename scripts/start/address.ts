import { hostname, networkInterfaces } from "node:os";

const EVERYWHERE = new Set(["0.0.0.0", "::", "[::]"]);
const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/** The machine's own IPv4 addresses that others can reach. */
function outsideAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((entry) => entry.family === "IPv4" && !entry.internal)
    .map((entry) => entry.address);
}

/** A host as it stands in an address: IPv6 in brackets. */
function inUrl(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

/** Whether others on the network can reach what listens on this host. */
export function isOpen(host: string): boolean {
  return !LOOPBACK.has(host);
}

/** The host that people type for a server which listens on `host`. */
export function visibleHost(host: string, outside = outsideAddresses()): string {
  if (!EVERYWHERE.has(host)) return inUrl(host);
  return outside[0] ?? "127.0.0.1";
}

/** All origins under which a browser may show the app, and which may therefore write to the store. */
export function browserOrigins(
  host: string,
  port: number,
  publicUrl: string | undefined,
  outside = outsideAddresses(),
): string[] {
  const hosts = EVERYWHERE.has(host) ? [...outside, hostname()] : [inUrl(host)];
  const origins = [...hosts, "127.0.0.1", "localhost"].map(
    (name) => new URL(`http://${name}:${port}`).origin,
  );
  if (publicUrl !== undefined && URL.canParse(publicUrl)) origins.push(new URL(publicUrl).origin);
  return [...new Set(origins)];
}
