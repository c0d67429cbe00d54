"use client";
import { useKeyNames } from "#components/keyboard/use-key-names.ts";
import { Kbd } from "#components/ui/kbd.tsx";

/** The keys of one shortcut, to be seen and read out. */
export function Keys({ keys }: { keys: string }) {
  const names = useKeyNames()(keys);
  return (
    <span className="inline-flex shrink-0 gap-1">
      <span className="sr-only">{names.map(({ name }) => name).join(" + ")}</span>
      {names.map(({ sign }) => (
        <span key={sign} aria-hidden>
          <Kbd>{sign}</Kbd>
        </span>
      ))}
    </span>
  );
}
