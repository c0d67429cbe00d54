import type { Kind } from "#lib/documents/constants.ts";

/** What permissions are about. */
export const DOMAINS = ["documents", "reports", "media", "messages", "students"] as const;
export type Domain = (typeof DOMAINS)[number];

/** Everything that can be allowed (DESIGN, "Permissions"). `delete_own` reaches only what the actor uploaded. */
export const PERMISSIONS = [
  ...DOMAINS.map((domain) => `${domain}:read` as const),
  ...DOMAINS.map((domain) => `${domain}:write` as const),
  ...DOMAINS.map((domain) => `${domain}:delete` as const),
  ...DOMAINS.map((domain) => `${domain}:delete_own` as const),
  "restricted:read",
  "trash:purge",
  "usage:read",
  "audit:read",
  "members:manage",
  "tokens:manage",
  "settings:manage",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["administrator", "registrar", "teacher", "viewer"] as const;
export type Role = (typeof ROLES)[number];

const all = (verb: "read" | "write" | "delete" | "delete_own", domains: readonly Domain[] = DOMAINS) =>
  domains.map((domain) => `${domain}:${verb}` as const);

const VIEWER: readonly Permission[] = all("read");
const TEACHER_DOMAINS = ["documents", "media", "messages"] as const;

/** What each role may do. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  administrator: new Set(PERMISSIONS),
  registrar: new Set([...VIEWER, ...all("write"), ...all("delete"), ...all("delete_own"), "usage:read"]),
  teacher: new Set([...VIEWER, ...all("write", TEACHER_DOMAINS), ...all("delete_own", TEACHER_DOMAINS)]),
  viewer: new Set(VIEWER),
};

/** Roles to whose members an administrator can grant sight of restricted files, one by one. */
const GRANTABLE: readonly Role[] = ["registrar", "teacher"];

/** Whether a member of this role can be granted sight of restricted files. */
export const isGrantable = (role: Role): boolean => GRANTABLE.includes(role);

/**
 * What a member may do: what their role may, and to see restricted files where that was granted to them. A grant that
 * its role cannot have counts for nothing.
 */
export function permissionsOf(member: { role: Role; restrictedRead: boolean }): ReadonlySet<Permission> {
  const byRole = ROLE_PERMISSIONS[member.role];
  if (!member.restrictedRead || !isGrantable(member.role)) return byRole;
  return new Set([...byRole, "restricted:read"]);
}

const DOMAIN_OF_KIND: Readonly<Record<Kind, Domain>> = {
  document: "documents",
  report: "reports",
  media: "media",
  attachment: "messages",
};

/** The permission that a verb on a file of this kind needs. */
export function permissionFor(kind: Kind, verb: "read" | "write" | "delete" | "delete_own"): Permission {
  return `${DOMAIN_OF_KIND[kind]}:${verb}`;
}
