"use client";
import { X } from "lucide-react";
import type { ComponentProps } from "react";
import { useEntered } from "#components/ui/use-entered.ts";

type Props = Omit<ComponentProps<"select">, "value" | "onChange" | "className"> & {
  /** What is chosen from; what stands there while nothing is. */
  label: string;
  value: string;
  onChoose: (value: string) => void;
  clear: string;
};

/** One filter: the browser's own menu, and once something is chosen a button that takes it back. */
export function FilterSelect({ label, value, onChoose, clear, children, ...rest }: Props) {
  const select = useEntered<HTMLSelectElement>(value, onChoose);
  const on = value !== "";
  return (
    <span
      data-on={on || undefined}
      className="inline-flex h-8 max-w-full min-w-0 items-center rounded-md border border-control bg-surface data-on:border-accent data-on:bg-accent-soft pointer-coarse:h-11"
    >
      <select
        {...rest}
        ref={select}
        autoComplete="off"
        aria-label={label}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className="h-full max-w-48 min-w-0 cursor-pointer truncate rounded-md bg-transparent px-2 text-small field-sizing-content pointer-coarse:text-[1rem]"
      >
        <option value="" className="bg-surface">
          {label}
        </option>
        {children}
      </select>
      {on && (
        <button
          type="button"
          aria-label={clear}
          title={clear}
          onClick={() => {
            select.current?.focus();
            onChoose("");
          }}
          className="flex h-full w-7 items-center justify-center rounded-md text-ink-2 hover:text-ink pointer-coarse:w-11"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
