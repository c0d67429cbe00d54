"use client";
import { Search } from "lucide-react";
import { type ComponentType, useEffect, useId, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** Milliseconds without a key before the server is asked. */
const PAUSE = 250;

type Props<Item extends { id: string }> = {
  label: string;
  results: string;
  /** What is said where nothing fits. */
  nothing: string;
  /** What is said where the server could not be asked. */
  failed: string;
  /** Answers what fits, or null where the server could not be asked. */
  find: (q: string) => Promise<readonly Item[] | null>;
  chosen: ReadonlyMap<string, Item>;
  /** Whether no more can be chosen. */
  full: boolean;
  onToggle: (item: Item) => void;
  /** What stands beside the box. */
  Row: ComponentType<{ item: Item }>;
};

/** A search with boxes to tick. What was chosen stays in sight, whatever is searched for next. */
export function Picker<Item extends { id: string }>(props: Props<Item>) {
  const { label, results, nothing, failed, find, chosen, full, onToggle, Row } = props;
  const id = useId();
  const [q, setQ] = useState("");
  const [found, setFound] = useState<{ q: string; items: readonly Item[] | null } | null>(null);
  useEffect(() => {
    let asked = true;
    const ask = async () => {
      const items = await find(q).catch(() => null);
      if (asked) setFound({ q, items });
    };
    const timer = setTimeout(() => void ask(), q === "" ? 0 : PAUSE);
    return () => {
      asked = false;
      clearTimeout(timer);
    };
  }, [q, find]);
  const items = found?.items ?? [];
  const shown = [...chosen.values(), ...items.filter((item) => !chosen.has(item.id))];
  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        />
        <input
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          aria-label={label}
          aria-controls={id}
          placeholder={label}
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          className="h-9 w-full rounded-md border border-control bg-surface pr-3 pl-9 pointer-coarse:h-11 pointer-coarse:text-[1rem]"
        />
      </div>
      <ul
        id={id}
        aria-label={results}
        aria-busy={found?.q !== q}
        className="flex h-64 flex-col overflow-y-auto rounded-md border border-line"
      >
        {found === null && <Skeleton className="m-3 h-4 w-1/2" />}
        {found?.items === null && (
          <li className="p-2">
            <Banner tone="loss">{failed}</Banner>
          </li>
        )}
        {found !== null && found.items !== null && shown.length === 0 && (
          <li className="p-3 text-ink-2">{nothing}</li>
        )}
        {shown.map((item) => {
          const on = chosen.has(item.id);
          return (
            <li key={item.id}>
              <label className="flex min-h-9 cursor-pointer items-center gap-3 px-3 py-1 hover:bg-sunken has-disabled:cursor-default has-disabled:opacity-50 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  checked={on}
                  disabled={full && !on}
                  onChange={() => onToggle(item)}
                  className="shrink-0"
                />
                <Row item={item} />
              </label>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
