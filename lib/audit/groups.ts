import { AUDIT_ACTIONS } from "#lib/audit/constants.ts";
import type { AuditAction } from "#lib/audit/types.ts";

/** What people look for together; each action is in one of them. */
export const AUDIT_GROUPS = [
  "opened",
  "files",
  "students",
  "messages",
  "access",
  "settings",
  "upkeep",
] as const;
export type AuditGroup = (typeof AUDIT_GROUPS)[number];

const OPENED: readonly AuditAction[] = ["document.viewed", "document.downloaded", "document.prepared"];

const GROUP_OF: Readonly<Record<string, AuditGroup>> = {
  access: "access",
  bulk: "upkeep",
  document: "files",
  identity: "access",
  import: "upkeep",
  member: "access",
  message: "messages",
  password: "access",
  picture: "access",
  platform: "access",
  reconcile: "upkeep",
  second_factor: "access",
  session: "access",
  student: "students",
  token: "access",
  trail: "access",
  upload: "files",
};

/** In which group an action is found. */
export function groupOf(action: AuditAction): AuditGroup {
  if (OPENED.includes(action)) return "opened";
  return GROUP_OF[action.slice(0, action.indexOf("."))] ?? "settings";
}

export const actionsIn = (group: AuditGroup): readonly AuditAction[] =>
  AUDIT_ACTIONS.filter((action) => groupOf(action) === group);
