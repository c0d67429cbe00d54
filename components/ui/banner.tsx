import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  wait: { icon: TriangleAlert, className: "bg-wait-soft text-wait" },
  loss: { icon: CircleAlert, className: "bg-loss-soft text-loss" },
  done: { icon: CircleCheck, className: "bg-accent-soft text-accent" },
} as const;

/** A sentence that matters, with a sign besides its colour. `loss` is read out at once. */
export function Banner({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  const { icon: Icon, className } = TONES[tone];
  return (
    <div
      role={tone === "loss" ? "alert" : "status"}
      className={`flex gap-2 rounded-md px-3 py-2 text-body ${className}`}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0">{children}</p>
    </div>
  );
}
