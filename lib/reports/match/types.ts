/** Where a report belongs: of each there is one, as a rule. */
export type Slot = { student: string; type: string; year: number; term: number | null };

/** The report that is there already. */
export type SlotTaken = {
  id: string;
  filename: string;
  /** UTC, ISO 8601. */
  uploadedAt: string;
  /** Whether the reader may put a new version in its place. */
  canReplace: boolean;
};
