import type { ReactNode } from "react";
import { Awake } from "#components/shell/awake.tsx";

/** In place of a page: what is wrong, whether anything was lost, and what to do. */
export function Problem({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col gap-2 px-4 py-24">
      <h1 className="text-title font-semibold tracking-tight text-balance">{title}</h1>
      <Awake />
      <p className="text-ink-2 text-pretty">{text}</p>
      <div className="mt-3 flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
