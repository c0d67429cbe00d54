import type { Failure } from "#components/upload/item.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";

/** What a file says about itself. */
export type Candidate = { name: string; size: number; type: string };

function extensionOf(given: string): string {
  // Systems pass over what stands behind it.
  const name = given.replace(/[.\s]+$/, "");
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot).toLowerCase();
}

/**
 * The content type to declare for a file, or null where the policy takes none with this name. The name decides:
 * browsers take the type from it as well, and some know none for what they have no program for.
 */
export function contentTypeOf(file: Candidate, policy: KindPolicy): string | null {
  const extension = extensionOf(file.name);
  const fitting = Object.entries(policy.types).filter(([, endings]) => endings.includes(extension));
  return (fitting.find(([type]) => type === file.type) ?? fitting[0])?.[0] ?? null;
}

/** Every file name ending of a policy, for sentences: "PDF, JPG, JPEG, PNG". */
function allEndings(policy: KindPolicy): string {
  return Object.values(policy.types)
    .flat()
    .map((ending) => ending.slice(1).toUpperCase())
    .join(", ");
}

/** Checks a file before anything is sent: the content type to declare, or why it will not be taken. */
export function check(
  file: Candidate,
  policy: KindPolicy,
): { ok: true; contentType: string } | { ok: false; failure: Failure } {
  const refuse = (failure: Omit<Extract<Failure, { from: "server" }>, "from" | "retry">) =>
    ({ ok: false, failure: { from: "server", retry: false, ...failure } }) as const;
  const contentType = contentTypeOf(file, policy);
  if (contentType === null) {
    const type = extensionOf(file.name).slice(1).toUpperCase();
    return refuse({
      code: "unsupported_type",
      details: { ...(type && { type }), accepted: allEndings(policy) },
    });
  }
  if (file.size === 0) return refuse({ code: "empty_file", details: {} });
  if (file.size > policy.maxSize) {
    return refuse({ code: "file_too_large", details: { limit: policy.maxSize, size: file.size } });
  }
  return { ok: true, contentType };
}
