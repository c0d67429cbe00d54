import { linesOf } from "#components/list/window.ts";

/** What the keys move in: so many items, so many in a line, and so many lines in sight. */
export type Field = { count: number; columns: number; lines: number };

/** The item `lines` further down (up where negative), in the same column or at the end of a shorter line. */
function moveLines(index: number, lines: number, { count, columns }: Field): number {
  const last = linesOf(count, columns) - 1;
  const line = Math.min(Math.max(Math.floor(index / columns) + lines, 0), last);
  return Math.min(line * columns + (index % columns), count - 1);
}

/** The item that `key` leads to from the one at `index`: itself at the end of its way, null where the key moves nothing. */
export function stepFrom(index: number, key: string, field: Field): number | null {
  const { count, columns, lines } = field;
  switch (key) {
    case "ArrowDown":
      return moveLines(index, 1, field);
    case "ArrowUp":
      return moveLines(index, -1, field);
    case "ArrowRight":
      return columns === 1 ? null : Math.min(index + 1, count - 1);
    case "ArrowLeft":
      return columns === 1 ? null : Math.max(index - 1, 0);
    case "PageDown":
      return moveLines(index, lines, field);
    case "PageUp":
      return moveLines(index, -lines, field);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** The one that stays beside those that go: the next one after the first of them, else the one before; null for none. */
export function beside(ids: readonly string[], gone: ReadonlySet<string>): string | null {
  const first = ids.findIndex((id) => gone.has(id));
  const stays = (id: string) => !gone.has(id);
  return ids.slice(Math.max(first, 0)).find(stays) ?? ids.slice(0, Math.max(first, 0)).at(-1) ?? null;
}
