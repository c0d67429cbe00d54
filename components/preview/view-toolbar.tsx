"use client";
import type { ComponentProps, KeyboardEvent, ReactNode } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";

/** Keys in a field are the field's own: they neither turn pages nor delete files. */
function keepToField(event: KeyboardEvent) {
  if (event.target instanceof HTMLInputElement && event.key !== "Escape") event.stopPropagation();
}

/** The tools of a view, in a strip above what it shows. */
export function ViewToolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it listens to what is inside it.
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- tools are no form fields.
      role="group"
      aria-label={label}
      onKeyDown={keepToField}
      className="flex min-h-11 shrink-0 flex-wrap items-center justify-center gap-x-1 border-b pointer-coarse:gap-x-0 border-line bg-surface px-1 py-1 text-small text-ink-2"
    >
      {children}
    </div>
  );
}

/** A tool: an icon with a name and, where it has one, its key. */
export function Tool({ label, keys, ...rest }: ComponentProps<typeof IconButton> & { keys?: string }) {
  const shown = keys === undefined ? label : `${label} (${keys})`;
  return <IconButton {...rest} label={label} hint={shown} aria-keyshortcuts={keys} />;
}
