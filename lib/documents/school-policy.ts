import { type Kind, type KindPolicy, MAX_UPLOAD, POLICY, WIDER_TYPES } from "#lib/documents/constants.ts";

/**
 * What a school takes of a kind. `widerTypes` are the content types that it takes for documents and attachments beside
 * the usual ones; those that are not in `WIDER_TYPES` change nothing, for no check of their bytes is known. `maxBytes`
 * is the largest file of these two kinds; null is the usual limit.
 */
export function schoolPolicy(
  kind: Kind,
  widerTypes: readonly string[],
  maxBytes: number | null = null,
): KindPolicy {
  if (kind !== "document" && kind !== "attachment") return POLICY[kind];
  const maxSize = maxBytes === null ? POLICY[kind].maxSize : Math.min(maxBytes, MAX_UPLOAD);
  const policy = maxSize === POLICY[kind].maxSize ? POLICY[kind] : { ...POLICY[kind], maxSize };
  const wider = Object.entries(WIDER_TYPES).filter(([type]) => widerTypes.includes(type));
  return wider.length === 0
    ? policy
    : { ...policy, types: { ...policy.types, ...Object.fromEntries(wider) } };
}
