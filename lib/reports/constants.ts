/** The types of report that every school has, by their slugs. Their words are in `locales/` under `reports.types`. */
export const BUILT_IN_TYPES = ["report-card", "transcript", "certificate"] as const;
export type BuiltInType = (typeof BUILT_IN_TYPES)[number];

/** What a report is of where nobody has said its type. */
export const NO_TYPE = "report";

/** Parts that a school year has at most: terms, semesters or quarters. */
export const MAX_TERM = 6;
export const TERMS = [1, 2, 3, 4, 5, 6] as const;

/** Reports that are taken in at once. */
export const MAX_REPORTS_AT_ONCE = 500;

/** Characters of a type's name, counted as people count them, and of its slug. */
export const MAX_TYPE_NAME = 60;
export const MAX_TYPE_SLUG = 64;

/** Types that a school may add, the archived among them. */
export const MAX_OWN_TYPES = 40;

/** Characters of a PDF's text that are looked at for whom it is about. */
export const MAX_TEXT = 4_000;

/** Texts that are looked at in one request. */
export const MAX_TEXTS = 50;

/** Students that a person is offered to choose from for one file. */
export const MAX_CANDIDATES = 8;

/** Reports of one student that their page lists. */
export const MAX_LISTED = 100;
