import { PERMISSIONS, type Permission } from "#lib/auth/permissions.ts";

/** Tokens of a school that can hold at the same time. */
export const MAX_TOKENS = 100;

/** Tokens that hold no more and are still listed, the newest. */
export const ENDED_TOKENS = 50;

/** Characters of a token's name. */
export const MAX_TOKEN_NAME = 120;

/** Days after which a token ends, as the page offers them. */
export const TOKEN_DAYS = [30, 90, 365] as const;

/** What no operation of the API asks for: offered to nobody, however it may have been given on the server. */
const NOT_OF_THE_API: readonly Permission[] = [
  "trash:purge",
  "audit:read",
  "members:manage",
  "tokens:manage",
  "settings:manage",
];

/** What a token can be given on the page. */
export const TOKEN_PERMISSIONS = PERMISSIONS.filter((permission) => !NOT_OF_THE_API.includes(permission));
