import "server-only";
import { meteredFetch } from "#lib/storage/metered.ts";

const PATIENCE_MS = 15_000;

const listed = (header: string | null) =>
  (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");

/** Whether an answer lets pages of this origin read it (Fetch, "CORS check"). */
export function lets(answer: Response, origin: string): boolean {
  const allowed = answer.headers.get("access-control-allow-origin");
  return allowed === "*" || allowed === origin;
}

/** The headers that an answer shows to a page, in lower case. */
export function exposed(answer: Response): string[] {
  return listed(answer.headers.get("access-control-expose-headers"));
}

export type Preflight = { origin: string; method: string; headers: readonly string[] };

/** Asks as a browser does before it sends: whether it may (Fetch, "CORS-preflight fetch"). */
export async function preflight(url: string, { origin, method, headers }: Preflight): Promise<boolean> {
  const answer = await fetch(url, {
    method: "OPTIONS",
    redirect: "manual",
    cache: "no-store",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": method,
      ...(headers.length > 0 && { "Access-Control-Request-Headers": headers.toSorted().join(",") }),
    },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok || !lets(answer, origin)) return false;
  const methods = listed(answer.headers.get("access-control-allow-methods"));
  const names = listed(answer.headers.get("access-control-allow-headers"));
  // GET, HEAD and POST need not be named.
  const methodOk = ["get", "post", "*", ...methods].includes(method.toLowerCase()) || methods.includes("*");
  return methodOk && headers.every((name) => names.includes(name) || names.includes("*"));
}

/** Sends a request as a page of this origin. */
export function sendFrom(origin: string, url: string, init: RequestInit): Promise<Response> {
  return meteredFetch(url, {
    ...init,
    headers: { ...(init.headers as Record<string, string> | undefined), Origin: origin },
    redirect: "manual",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}
