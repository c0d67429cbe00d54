import {
  KINDS,
  type Kind,
  type KindPolicy,
  KNOWN_TYPES,
  MAX_UPLOAD,
  POLICY,
  WIDER_TYPES,
} from "#lib/documents/constants.ts";

/** What a school has decided about a kind of file; what it says nothing of is as usual. */
export type UploadRule = {
  /** Content types that it takes. */
  types?: readonly string[] | undefined;
  /** Bytes of the largest file. */
  maxBytes?: number | undefined;
};
export type UploadRules = Readonly<Partial<Record<Kind, UploadRule>>>;

/**
 * The content types that a school may choose from, with their endings: those whose bytes can be checked. A report is a
 * PDF, and media are what can be shown to the public.
 */
export function choosableTypes(kind: Kind): KindPolicy["types"] {
  return kind === "document" || kind === "attachment" ? KNOWN_TYPES : POLICY[kind].types;
}

/** What a school takes of a kind. A type that it cannot choose changes nothing, whatever the rules say. */
export function schoolPolicy(kind: Kind, rules: UploadRules): KindPolicy {
  const { types, maxBytes } = rules[kind] ?? {};
  const usual = POLICY[kind];
  return {
    maxSize: Math.min(maxBytes ?? usual.maxSize, MAX_UPLOAD),
    types:
      types === undefined
        ? usual.types
        : Object.fromEntries(Object.entries(choosableTypes(kind)).filter(([type]) => types.includes(type))),
  };
}

const sameTypes = (one: KindPolicy, other: KindPolicy) =>
  Object.keys(one.types).toSorted().join() === Object.keys(other.types).toSorted().join();

/** A rule in its shortest form: what is as usual is left out, and null is left where nothing else is said. */
export function plainRule(kind: Kind, rule: UploadRule | null | undefined): UploadRule | null {
  if (rule == null) return null;
  const policy = schoolPolicy(kind, { [kind]: rule });
  const usual = POLICY[kind];
  const plain = {
    ...(!sameTypes(policy, usual) && { types: Object.keys(policy.types) }),
    ...(policy.maxSize !== usual.maxSize && { maxBytes: policy.maxSize }),
  };
  return Object.keys(plain).length === 0 ? null : plain;
}

/** Whether two rules for a kind come to the same. */
export function sameRule(
  kind: Kind,
  one: UploadRule | null | undefined,
  other: UploadRule | null | undefined,
) {
  const text = (rule: typeof one) => JSON.stringify(plainRule(kind, rule));
  return text(one) === text(other);
}

/** The rules of a school that takes `wider` of `WIDER_TYPES`, and files of up to `maxBytes`, for documents and attachments. */
export function widerRules(wider: readonly string[], maxBytes?: number): UploadRules {
  const rule = (kind: Kind) => {
    const types = [
      ...Object.keys(POLICY[kind].types),
      ...Object.keys(WIDER_TYPES).filter((t) => wider.includes(t)),
    ];
    return plainRule(kind, { types, ...(maxBytes !== undefined && { maxBytes }) });
  };
  const rules: Partial<Record<Kind, UploadRule>> = {};
  for (const kind of KINDS) {
    const own = kind === "document" || kind === "attachment" ? rule(kind) : null;
    if (own !== null) rules[kind] = own;
  }
  return rules;
}
