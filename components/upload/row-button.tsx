import type { ComponentProps } from "react";

/** What can be done about one file, in a word. */
export function RowButton(props: ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...props}
      className="h-8 shrink-0 rounded-md px-2 text-small font-medium text-accent hover:bg-sunken pointer-coarse:h-11"
    />
  );
}
