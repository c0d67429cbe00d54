/** Whether this is a device of Apple's, whose keyboards have Cmd for Ctrl. */
export function isApple(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}
