import type { TypeFamily } from "#lib/documents/family.ts";

/** Bytes and how many files they are. */
export type Sum = { bytes: number; objects: number };

/** Files uploaded within these days (first and last, on the school's clock); null where there is no end. */
export type AgeBand = Sum & { from: string | null; to: string | null };

/**
 * Files about students of one class or year group; about students who have none; about students of several; about
 * nobody; and those of all further groups together. Each file is in one of them.
 */
export type GroupShare = Sum &
  ({ of: "group"; group: string } | { of: "ungrouped" | "several" | "nobody" | "others"; group: null });

/** What going through all of a school's files finds: figures and ids, never a name. Live documents only. */
export type ReportFigures = {
  families: (Sum & { family: TypeFamily })[];
  /** Those who take most, and the others together. */
  people: (Sum & { userId: string })[];
  otherPeople: Sum & { people: number };
  /** By what sort of record they are, null for none; what takes most first. Missing in reports of older versions. */
  classes?: (Sum & { recordClassId: string | null })[];
  /** By whom they are about, what takes most first. Missing in reports of older versions. */
  groups?: GroupShare[];
  /** The files whose old versions take most, by id. Missing in reports of older versions. */
  versions?: { ids: string[] };
  /** Youngest first. */
  ages: AgeBand[];
  /** Uploaded up to this day, and neither viewed nor downloaded by anybody since, nor public. */
  unopened: Sum & { upTo: string; ids: string[] };
  /** What would be free if one of each was kept: `objects` are those beyond the first. */
  copies: Sum & { sets: number; sha256: string[] };
};

/** What is kept of a report: `open` is the same without restricted files, where there are any. */
export type KeptFigures = ReportFigures & { open?: ReportFigures };

export type StorageReport = {
  figures: ReportFigures;
  /** UTC, ISO 8601. */
  measuredAt: string;
};

/** The last report, if there is one, and whether another is on its way. */
export type ReportState = { report: StorageReport | null; isMeasuring: boolean };
