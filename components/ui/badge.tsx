import type { ReactNode } from "react";

const TONES = {
  plain: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent",
  wait: "bg-wait-soft text-wait",
  loss: "bg-loss-soft text-loss",
} as const;

/** A word or a number beside something, such as how many are new. */
export function Badge({ tone = "plain", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full px-1.5 text-caption font-medium tnum ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
