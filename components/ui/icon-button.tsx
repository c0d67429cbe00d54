import type { ComponentProps } from "react";

const SHAPE =
  "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors duration-150 hover:bg-sunken hover:text-ink aria-disabled:opacity-40 pointer-coarse:size-11";

/** The classes of an icon button, for links that look like one. */
export function iconButtonClass(): string {
  return SHAPE;
}

/** A button with an icon alone; `label` names it, to the eye on hover (or `hint` does) and to a screen reader. */
export function IconButton({
  label,
  hint = label,
  className = "",
  ...rest
}: Omit<ComponentProps<"button">, "aria-label" | "title"> & { label: string; hint?: string }) {
  return (
    <button type="button" {...rest} aria-label={label} title={hint} className={`${SHAPE} ${className}`} />
  );
}
