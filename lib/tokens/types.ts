import type { Permission } from "#lib/auth/permissions.ts";

/** A token, as those see it who decide about it. What it is itself is told once and kept nowhere. */
export type TokenItem = {
  id: string;
  /** Also what the account is called that it acts as. */
  name: string;
  permissions: Permission[];
  /** Null where it was made on the server. */
  madeBy: string | null;
  /** ISO 8601, UTC, as all the following. */
  madeAt: string;
  /** Null where it has no end. */
  endsAt: string | null;
  /** Whether it ends within two weeks. */
  endsSoon: boolean;
  /** Up to five minutes behind; null where it was never used. */
  lastUsedAt: string | null;
  state: "live" | "expired" | "revoked";
};

/** What is wanted of a new token. */
export type WantedToken = {
  name: string;
  permissions: readonly Permission[];
  /** In so many days; at the end of a day of the school's (2026-12-31); never. */
  ends: number | string | null;
};
