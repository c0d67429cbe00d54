import { createHash } from "node:crypto";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** JSON with the fields of each object in order: what means the same is written the same. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { fields: fields.map(([name, inner]) => [name, canonical(inner)]) };
}

/** What a key is kept as: callers put all sorts of things into it. */
export function keyHash(key: string): string {
  return sha256(key);
}

/** What tells a request from another: method, address with its query, and what its body says. */
export function fingerprint(request: { method: string; url: string }, said: unknown): string {
  const { pathname, search } = new URL(request.url);
  return sha256(JSON.stringify([request.method, pathname, search, canonical(said) ?? null]));
}
