"use client";
import { type ReactNode, useEffect, useState } from "react";
import { Composites } from "#components/design/composites.tsx";
import { Controls } from "#components/design/controls.tsx";
import { Floats } from "#components/design/floats.tsx";
import { forceStates } from "#components/design/force-states.ts";
import { Tokens } from "#components/design/tokens.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";

const THEMES = ["light", "dark"] as const;

function Both({ title, children }: { title: string; children: () => ReactNode }) {
  return (
    <section aria-label={title} className="mt-8">
      <h2 className="mb-3 font-semibold">{title}</h2>
      <div className="grid gap-4 xl:grid-cols-2">
        {THEMES.map((theme) => (
          <div
            key={theme}
            data-specimens=""
            data-theme={theme}
            className="flex min-w-0 flex-col gap-4 rounded-md border border-line bg-paper p-4 text-ink"
          >
            {children()}
          </div>
        ))}
      </div>
    </section>
  );
}

/** Every primitive and what is made of them, in every state, light and dark side by side. For developers. */
export function Specimens() {
  const [pointer, setPointer] = useState<"mouse" | "touch">("mouse");
  useEffect(() => forceStates(pointer === "touch"), [pointer]);
  return (
    <main className="mx-auto max-w-[96rem] p-6">
      <header className="flex flex-wrap items-center gap-4">
        <h1 className="mr-auto text-title font-semibold tracking-tight">Design</h1>
        <SegmentedControl
          label="Pointer"
          value={pointer}
          onChoose={setPointer}
          segments={[
            { value: "mouse", label: "Mouse" },
            { value: "touch", label: "Touch" },
          ]}
        />
      </header>
      <Both title="Tokens">{() => <Tokens />}</Both>
      <Both title="Controls">{() => <Controls />}</Both>
      <Both title="Composites">{() => <Composites />}</Both>
      <section aria-label="Floats" className="mt-8 flex flex-col gap-4">
        <h2 className="font-semibold">Floats and tabs</h2>
        <Floats />
      </section>
    </main>
  );
}
