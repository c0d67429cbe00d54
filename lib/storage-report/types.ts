import type { TypeFamily } from "#lib/documents/family.ts";

/** Bytes and how many files they are. */
export type Sum = { bytes: number; objects: number };

/** Files uploaded within these days (first and last, on the school's clock); null where there is no end. */
export type AgeBand = Sum & { from: string | null; to: string | null };

/** What going through all of a school's files finds: figures and ids, never a name. Live documents only. */
export type ReportFigures = {
  families: (Sum & { family: TypeFamily })[];
  /** Those who take most, and the others together. */
  people: (Sum & { userId: string })[];
  otherPeople: Sum & { people: number };
  /** Youngest first. */
  ages: AgeBand[];
  /** Uploaded up to this day, and neither viewed nor downloaded by anybody since, nor public. */
  unopened: Sum & { upTo: string; ids: string[] };
  /** What would be free if one of each was kept: `objects` are those beyond the first. */
  copies: Sum & { sets: number; sha256: string[] };
};

export type StorageReport = {
  figures: ReportFigures;
  /** UTC, ISO 8601. */
  measuredAt: string;
};

/** The last report, if there is one, and whether another is on its way. */
export type ReportState = { report: StorageReport | null; isMeasuring: boolean };
