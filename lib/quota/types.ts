import type { Taken } from "#lib/quota/room.ts";

/** A school as whoever looks after the installation sees it. */
export type SchoolQuota = Taken & {
  id: string;
  name: string;
  slug: string;
  /** Bytes; null means no limit. */
  quota: number | null;
};
