import type { FileClass, StudentFile } from "#lib/students/types.ts";

/** Files of one record class, in the order in which they came; null for those that have none. */
export type ClassGroup = { recordClass: FileClass | null; items: readonly StudentFile[] };

/** Files by their record classes, in the school's order of these; those without one come last. */
export function byClass(items: readonly StudentFile[]): ClassGroup[] {
  const groups = new Map<string, { recordClass: FileClass | null; items: StudentFile[] }>();
  for (const item of items) {
    const { recordClass } = item;
    const key = recordClass?.id ?? "";
    const group = groups.get(key) ?? { recordClass, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted(({ recordClass: a }, { recordClass: b }) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return a.position - b.position || (a.id < b.id ? -1 : 1);
  });
}
