"use client";
import { Bell as BellIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState, useSyncExternalStore } from "react";
import { isOpen } from "#components/bulk/progress.ts";
import { knownActions, onBulk, watchActions } from "#components/bulk/store.ts";
import { onDemand } from "#components/ui/on-demand.tsx";
import type { BulkSummary } from "#lib/bulk/types.ts";

const BellPanel = onDemand(() =>
  import("#components/bulk/bell-panel.tsx").then((module) => module.BellPanel),
);

/** The bell: how many of the reader's jobs have ended unseen, whether one is under way, and the way to all of them. */
export function Bell({ summary, className = "" }: { summary: BulkSummary; className?: string }) {
  const t = useTranslations("bulk");
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const actions = useSyncExternalStore(onBulk, knownActions, () => null);
  const running = actions?.some(isOpen) ?? summary.running;
  const unseen = actions?.filter((action) => !isOpen(action) && !action.seen).length ?? summary.unseen;
  const label = unseen > 0 ? t("bellUnseen", { count: unseen }) : t(running ? "bellRunning" : "bell");
  const toggle = () => {
    watchActions();
    setWanted(true);
    setOpen(!open);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        onClick={toggle}
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={`relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink max-lg:size-11 pointer-coarse:size-11 ${className}`}
      >
        <BellIcon aria-hidden strokeWidth={1.75} className="size-4 max-lg:size-5" />
        {unseen > 0 ? (
          <span
            aria-hidden
            className="absolute top-0 right-0 min-w-4 rounded-full bg-accent px-1 text-center text-caption font-medium text-on-accent tnum max-lg:top-1 max-lg:right-1"
          >
            {unseen}
          </span>
        ) : (
          running && (
            <span
              aria-hidden
              className="pulse absolute top-1 right-1 size-2 rounded-full bg-accent max-lg:top-2.5 max-lg:right-2.5"
            />
          )
        )}
      </button>
      {wanted && <BellPanel anchor={button} open={open} onOpenChange={setOpen} />}
    </>
  );
}
