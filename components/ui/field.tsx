import type { ReactNode } from "react";

/** The classes shared by text inputs and selects. */
export const CONTROL =
  "h-9 w-full rounded-md border border-control bg-surface px-3 text-body text-ink aria-invalid:border-loss disabled:bg-sunken disabled:text-ink-3 pointer-coarse:h-11 pointer-coarse:text-[1rem]";

/** What ties a control to its hint: spread on the input. */
export type FieldControl = { id: string; "aria-describedby"?: string };

/** A label, its control and a hint below, tied together for screen readers. Needs no script. */
export function Field({
  id,
  label,
  hint,
  children,
}: {
  id: string;
  label: string;
  hint?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const described = hint === undefined ? {} : { "aria-describedby": `${id}-hint` };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, ...described })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-small text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
