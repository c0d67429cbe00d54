/** On every answer of the API: never cached, never sniffed, and without any right if a browser opens it. */
const ALWAYS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "sandbox; default-src 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
} as const;

/** Puts the headers that every answer carries on `response`, and gives it back. */
export function sealed(response: Response, requestId: string): Response {
  for (const [name, value] of Object.entries(ALWAYS)) response.headers.set(name, value);
  response.headers.set("X-Request-Id", requestId);
  return response;
}
