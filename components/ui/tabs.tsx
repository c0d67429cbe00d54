"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

type Tab<Value extends string> = { value: Value; label: string; content: ReactNode };

/** Panels of which one is in sight. Arrows move between the tabs. */
export function Tabs<Value extends string>(props: {
  label: string;
  value: Value;
  onChoose: (value: Value) => void;
  tabs: readonly Tab<Value>[];
}) {
  const { label, value, onChoose, tabs } = props;
  return (
    <Base.Root value={value} onValueChange={onChoose} className="flex min-h-0 flex-col">
      <Base.List aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-1">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="h-10 shrink-0 border-b-2 border-transparent px-3 font-medium text-ink-2 -outline-offset-2 hover:text-ink data-active:border-accent data-active:text-ink pointer-coarse:h-11"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="min-h-0 overflow-y-auto">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
