import type { Matching } from "#lib/bulk/types.ts";

/** Which rows are selected, and where a range begins. */
export type Selection = {
  /** Which list is selected from. */
  key: string;
  chosen: ReadonlySet<string>;
  /** Where the next range begins: the row that was selected last by itself. */
  anchor: string | null;
  /** The range that was selected last, which another one from the same row replaces. */
  range: readonly string[];
  /** All that fit, those not loaded included; null where only the rows named are selected. */
  matching: Matching | null;
};

export type SelectionEvent =
  | { type: "toggled"; id: string; on: boolean }
  /** The range up to `to`; it begins at `from` where no row was selected before. `ids` are those of the list, in order. */
  | { type: "extended"; from: string | null; to: string; ids: readonly string[] }
  /** All that fit, of which these are loaded. */
  | { type: "matched"; matching: Matching; ids: readonly string[] }
  | { type: "set"; ids: readonly string[]; key?: string };

export const NOTHING: Omit<Selection, "key"> = { chosen: new Set(), anchor: null, range: [], matching: null };

/** The selection after `event`. */
export function reduceSelection(selection: Selection, event: SelectionEvent): Selection {
  const { key, chosen, anchor, range } = selection;
  switch (event.type) {
    case "toggled": {
      const after = new Set(chosen);
      if (event.on) after.add(event.id);
      else after.delete(event.id);
      return { key, chosen: after, anchor: event.id, range: [], matching: null };
    }
    case "extended": {
      const { ids, to } = event;
      const begin = [anchor, event.from, to].find((id) => id !== null && ids.includes(id)) ?? to;
      const [one, other] = [ids.indexOf(begin), ids.indexOf(to)];
      if (other === -1) return selection;
      const between = ids.slice(Math.min(one, other), Math.max(one, other) + 1);
      const after = new Set(chosen);
      for (const id of range) after.delete(id);
      for (const id of between) after.add(id);
      return { key, chosen: after, anchor: begin, range: between, matching: null };
    }
    case "matched":
      return { ...selection, chosen: new Set(event.ids), matching: event.matching };
    default:
      return { ...NOTHING, key: event.key ?? key, chosen: new Set(event.ids) };
  }
}
