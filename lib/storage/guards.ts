/** What a store obeys although nobody has signed it, so that every signed PUT must rule it out. */
export type Guards = { copyGuard: boolean; aclGuard: boolean };

export const NO_GUARDS: Guards = { copyGuard: false, aclGuard: false };

/**
 * A copy fails on these: a range that is none (Ceph), a source that must have an ETag which none has (R2). A plain PUT
 * does not look at them.
 */
const COPY = { "x-amz-copy-source-if-match": '"none"', "x-amz-copy-source-range": "none" } as const;
const ACL = { "x-amz-acl": "private" } as const;

/** Every header that a guard may send: a browser must be allowed to (CORS). */
export const GUARD_HEADERS: readonly string[] = Object.keys({ ...COPY, ...ACL });

/**
 * The headers that a signed PUT is to carry. AWS refuses `x-amz-*` headers outside a signature; Ceph RADOS Gateway and
 * R2's own code do not: whoever holds a signed PUT may add `x-amz-copy-source`, and have another object's bytes
 * stored under a key whose bytes were verified before.
 */
export function guardHeaders({ copyGuard, aclGuard }: Guards): Record<string, string> {
  return { ...(copyGuard && COPY), ...(aclGuard && ACL) };
}
