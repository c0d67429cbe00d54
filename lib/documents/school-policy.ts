import { type Kind, type KindPolicy, POLICY, WIDER_TYPES } from "#lib/documents/constants.ts";

/**
 * What a school takes of a kind. `widerTypes` are the content types that it takes for documents and attachments beside
 * the usual ones; those that are not in `WIDER_TYPES` change nothing, for no check of their bytes is known.
 */
export function schoolPolicy(kind: Kind, widerTypes: readonly string[]): KindPolicy {
  const policy = POLICY[kind];
  if (kind !== "document" && kind !== "attachment") return policy;
  const wider = Object.entries(WIDER_TYPES).filter(([type]) => widerTypes.includes(type));
  return wider.length === 0
    ? policy
    : { ...policy, types: { ...policy.types, ...Object.fromEntries(wider) } };
}
