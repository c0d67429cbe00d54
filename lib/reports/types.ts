import type { DocumentItem } from "#lib/documents/types.ts";
import type { LinkedStudent } from "#lib/students/types.ts";

/** A type of report as pages see it; one that every school has is called what the reader's language calls it. */
export type ReportType = {
  slug: string;
  name: string | null;
  /** Not offered any more; reports that are of it stay so. */
  archived: boolean;
};

/** One that the school has added itself. */
export type OwnReportType = ReportType & { name: string };

/** What is said of a report beside whom it is about. */
export type ReportFacts = {
  reportType: string | null;
  year: number | null;
  /** The part of the year, counted from 1; null for the whole of it. */
  term: number | null;
};

/** A report with whom it is about; nobody for readers who may not know of students. */
export type ReportItem = DocumentItem & ReportFacts & { students: LinkedStudent[] };

/** One page of the list; `nextCursor` is opaque and null at the end. */
export type ReportPage = { items: ReportItem[]; nextCursor: string | null };

export type ReportCount = { count: number; more: boolean };
