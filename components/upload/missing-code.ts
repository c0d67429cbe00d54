/**
 * Why code of this page could not be fetched: there is no connection, or the server answers and has other code by now,
 * for the app was updated since the page was opened.
 */
export async function missingCode(): Promise<"connection" | "outdated"> {
  const answers = await fetch("/api/health", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
  return answers ? "outdated" : "connection";
}
