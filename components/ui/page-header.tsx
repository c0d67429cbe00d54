import type { ReactNode } from "react";

/** The one h1 of a page, with what can be done at its right. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-4 flex min-h-9 flex-wrap items-center gap-x-4 gap-y-3">
      <h1 className="mr-auto text-title font-semibold tracking-tight">{title}</h1>
      {children}
    </header>
  );
}
