import type { ReactNode } from "react";
import { Awake } from "#components/shell/awake.tsx";

/** The look of a page's title. */
export const TITLE = "mr-auto text-title font-semibold tracking-tight";

/** The one h1 of a page, with what can be done at its right. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-4 flex min-h-9 flex-wrap items-center gap-x-4 gap-y-3">
      <h1 className={TITLE}>{title}</h1>
      <Awake />
      {children}
    </header>
  );
}
