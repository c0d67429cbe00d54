/** Browser features that no page here uses. */
const PERMISSIONS = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** A year; without `preload`, which is for the owner of the whole domain to decide. */
const TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains";

/**
 * The headers that every response carries besides its content security policy. The set-up page has a token in
 * its address, so it sends no referrer at all; the others send one to this site only.
 */
export function baseHeaders(request: { pathname: string; https: boolean }): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": ["/setup", "/invite", "/reset"].includes(request.pathname)
      ? "no-referrer"
      : "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    ...(request.https ? { "Strict-Transport-Security": TRANSPORT_SECURITY } : {}),
  };
}
