/** What a list can be ordered by. */
export const SORT_KEYS = ["date", "name", "size"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export type Sort = { by: SortKey; descending: boolean };

/** Newest first. */
export const NEWEST: Sort = { by: "date", descending: true };

/** A sort as an address writes it: `name`, or `-name` from the end. */
export function writeSort({ by, descending }: Sort): string {
  return descending ? `-${by}` : by;
}

/** The sort that an address names; newest first where it names none. */
export function readSort(text: string | null | undefined): Sort {
  const descending = text?.startsWith("-") ?? false;
  const named = descending ? text?.slice(1) : text;
  const by = SORT_KEYS.find((key) => key === named);
  return by === undefined ? NEWEST : { by, descending };
}

/** Whether two sorts are the same. */
export function sameSort(a: Sort, b: Sort): boolean {
  return a.by === b.by && a.descending === b.descending;
}
