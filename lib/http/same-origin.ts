/**
 * Whether a request that changes something comes from our own page (ASVS 3.5.1): its `Origin` must be there and
 * name the host that was called, or `ownUrl` where the operator has set one. `null` and absence are foreign.
 */
export function isSameOrigin(headers: Headers, ownUrl: string | undefined, trustedHops: number): boolean {
  const origin = URL.parse(headers.get("origin") ?? "");
  if (origin === null || !/^https?:$/.test(origin.protocol)) return false;
  if (ownUrl !== undefined && origin.origin === new URL(ownUrl).origin) return true;
  const forwarded = trustedHops > 0 ? headers.get("x-forwarded-host") : null;
  return origin.host === (forwarded ?? headers.get("host"));
}
