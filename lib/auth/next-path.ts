/** Where to go after signing in: a path of our own and nothing else (ASVS 3.7.2); anything odd leads to the documents. */
export function nextPath(wanted: string | undefined): string {
  const home = "/documents";
  if (!wanted?.startsWith("/") || /^\/[/\\]|[\u0000-\u001f\\]/.test(wanted)) return home;
  const url = URL.parse(wanted, "http://own.invalid");
  // "/.//host" is a path of ours until its dots are resolved, and then another site.
  if (url?.origin !== "http://own.invalid" || url.pathname.startsWith("//")) return home;
  return url.pathname + url.search + url.hash;
}
