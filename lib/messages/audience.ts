import { ROLES, type Role } from "#lib/auth/permissions.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whom a message names: everybody, whole roles, members by id. */
export type Named = { school: boolean; roles: Role[]; userIds: string[] };

/** What `to` names, each once; null where one of its words is neither `school`, nor a role, nor an id. */
export function readAudience(to: readonly string[]): Named | null {
  const words = [...new Set(to.map((word) => word.toLowerCase()))];
  const roles = ROLES.filter((role) => words.includes(role));
  const userIds = words.filter((word) => UUID.test(word));
  const school = words.includes("school");
  const known = roles.length + userIds.length + (school ? 1 : 0);
  return known === words.length ? { school, roles, userIds } : null;
}

/** What is stored of it. */
export function writeAudience({ school, roles, userIds }: Named): string[] {
  return [...(school ? ["school"] : []), ...roles, ...userIds];
}
