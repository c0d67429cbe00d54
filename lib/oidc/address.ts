/** Where the provider sends people back to, below our address. It must be told to the provider, letter by letter. */
export const CALLBACK_PATH = "/api/auth/callback/oidc";

/**
 * The whole address of it: as the operator has set ours, or as this request came. The provider knows the right ones, and
 * sends nobody anywhere else.
 */
export function redirectUri(headers: Headers, ownUrl: string | undefined, trustedHops: number): string {
  if (ownUrl !== undefined) return new URL(ownUrl).origin + CALLBACK_PATH;
  const isForwarded = trustedHops > 0;
  const host = (isForwarded ? headers.get("x-forwarded-host") : null) ?? headers.get("host") ?? "localhost";
  const scheme = (isForwarded ? headers.get("x-forwarded-proto")?.split(",")[0]?.trim() : null) ?? "http";
  return `${scheme === "https" ? "https" : "http"}://${host}${CALLBACK_PATH}`;
}
