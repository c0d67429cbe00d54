import { fold } from "#components/list/matches.ts";
import type { Sort } from "#lib/documents/sort.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** How the rows of a list follow each other: as sorted, or the trash's latest first. */
export type RowOrder = Sort | "deleted";

type Compare = (a: DocumentItem, b: DocumentItem) => number;

const natural = new Intl.Collator("und", { numeric: true });
const texts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function compareBy(order: RowOrder): Compare {
  if (order === "deleted") return (a, b) => texts(a.deletedAt ?? "", b.deletedAt ?? "");
  if (order.by === "size") return (a, b) => a.fileSize - b.fileSize;
  if (order.by === "date") return (a, b) => texts(a.uploadedAt, b.uploadedAt);
  return (a, b) => natural.compare(fold(a.filename), fold(b.filename));
}

/** Compares rows as the server orders them: equal ones by id, in the same direction. */
export function inOrder(order: RowOrder): Compare {
  const compare = compareBy(order);
  const way = order === "deleted" || order.descending ? -1 : 1;
  return (a, b) => way * (compare(a, b) || texts(a.id, b.id));
}
