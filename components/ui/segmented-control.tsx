"use client";
import type { LucideIcon } from "lucide-react";
import { useId } from "react";

type Segment<Value extends string> = { value: Value; label: string; icon?: LucideIcon };

/** One of a few, all in sight: the browser's own radio buttons. With `iconsOnly` the labels are for hover and readers. */
export function SegmentedControl<Value extends string>(props: {
  label: string;
  value: Value;
  onChoose: (value: Value) => void;
  segments: readonly Segment<Value>[];
  iconsOnly?: boolean;
}) {
  const { label, value, onChoose, segments, iconsOnly = false } = props;
  const name = useId();
  return (
    <fieldset className="inline-flex h-9 shrink-0 rounded-md border border-control bg-surface p-0.5 pointer-coarse:h-12">
      <legend className="sr-only">{label}</legend>
      {segments.map(({ value: each, label: words, icon: Icon }) => (
        <label
          key={each}
          title={iconsOnly ? words : undefined}
          className="relative flex cursor-pointer items-center justify-center gap-2 rounded-sm px-2 font-medium text-ink-2 transition-colors duration-150 select-none hover:text-ink has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:min-w-11"
        >
          <input
            type="radio"
            name={name}
            value={each}
            checked={each === value}
            onChange={() => onChoose(each)}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
          {Icon !== undefined && <Icon aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />}
          <span className={iconsOnly ? "sr-only" : ""}>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
