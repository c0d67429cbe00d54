import { DOMAINS, type Domain, PERMISSIONS, type Permission } from "#lib/auth/permissions.ts";

/** What can be done with the things of a domain, the mildest first. */
export const VERBS = ["read", "write", "delete_own", "delete"] as const;
export type Verb = (typeof VERBS)[number];

const OF_DOMAINS: ReadonlySet<Permission> = new Set(
  DOMAINS.flatMap((domain) => VERBS.map((verb): Permission => `${domain}:${verb}`)),
);

/** A permission that is about no domain, such as `usage:read`. */
export type OtherPermission = Exclude<Permission, `${Domain}:${Verb}`>;

/** What permissions come to, in the order in which it is said. */
export type Summary = {
  isEverything: boolean;
  verbs: { verb: Verb; domains: Domain[] }[];
  others: OtherPermission[];
};

const isOther = (permission: Permission): permission is OtherPermission => !OF_DOMAINS.has(permission);

/** Permissions verb by verb. Who may delete all of a domain may delete their own: that is not said twice. */
export function summaryOf(permissions: readonly Permission[]): Summary {
  const has = new Set(permissions);
  const says = (domain: Domain, verb: Verb) =>
    has.has(`${domain}:${verb}`) && !(verb === "delete_own" && has.has(`${domain}:delete`));
  return {
    isEverything: PERMISSIONS.every((permission) => has.has(permission)),
    verbs: VERBS.map((verb) => ({ verb, domains: DOMAINS.filter((domain) => says(domain, verb)) })).filter(
      ({ domains }) => domains.length > 0,
    ),
    others: PERMISSIONS.filter((permission) => has.has(permission)).filter(isOther),
  };
}
