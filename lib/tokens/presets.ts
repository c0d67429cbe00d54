import { DOMAINS, type Permission } from "#lib/auth/permissions.ts";

const ERP = ["documents", "reports", "students"] as const;

/** What is most often wanted of a token, so that nobody has to think of each permission. */
export const PRESETS = {
  read: DOMAINS.map((domain) => `${domain}:read` as const),
  erp: [
    ...ERP.map((domain) => `${domain}:read` as const),
    ...ERP.map((domain) => `${domain}:write` as const),
    "documents:delete_own",
    "reports:delete_own",
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type Preset = keyof typeof PRESETS;
