"use client";
import { CircleAlert, CircleCheck, CircleSlash, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { isOpen, percentOf } from "#components/bulk/progress.ts";
import { useBulk } from "#components/bulk/use-bulk.ts";
import { useBulkNotes, useBulkTitle } from "#components/bulk/use-words.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { BulkAction, BulkState } from "#lib/bulk/types.ts";

const SIGNS = {
  queued: { icon: LoaderCircle, className: "text-ink-3" },
  running: { icon: LoaderCircle, className: "text-accent motion-safe:animate-spin" },
  done: { icon: CircleCheck, className: "text-accent" },
  stopped: { icon: CircleSlash, className: "text-ink-3" },
  failed: { icon: CircleAlert, className: "text-loss" },
} as const satisfies Record<BulkState, unknown>;

/** One job: what it does or did, to how many, when, what it left alone and why; Stop or Undo. */
export function BulkRow({ action }: { action: BulkAction }) {
  const t = useTranslations("bulk");
  const title = useBulkTitle()(action);
  const notes = useBulkNotes()(action);
  const { undo, stop } = useBulk();
  const [pending, start] = useTransition();
  const { id, state, total, done, skippedRights, skippedGone } = action;
  const { icon: Icon, className } = SIGNS[state];
  const open = isOpen(action);
  const act = (work: (one: string) => Promise<boolean>) =>
    start(async () => {
      await work(id);
    });
  return (
    <li className="flex gap-3 border-b border-line px-4 py-3 last:border-b-0">
      <Icon aria-hidden strokeWidth={1.75} className={`mt-0.5 size-4 shrink-0 ${className}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="[overflow-wrap:anywhere]">{title}</p>
        {open && <Progress label={title} percent={percentOf(action)} />}
        {notes.map((note) => (
          <p key={note} className="text-small text-ink-2">
            {note}
          </p>
        ))}
        <p className="text-caption text-ink-3 tnum">
          {open ? (
            t("progress", { done: done + skippedRights + skippedGone, total })
          ) : (
            <RelativeTime at={action.finishedAt ?? action.createdAt} />
          )}
          {action.undone && <span className="before:content-['_·_']">{t("undone")}</span>}
        </p>
      </div>
      {open && (
        <Button variant="quiet" disabled={pending} onClick={() => act(stop)}>
          {t("stop")}
        </Button>
      )}
      {action.canUndo && (
        <Button variant="quiet" disabled={pending} onClick={() => act(undo)}>
          {t("undo")}
        </Button>
      )}
    </li>
  );
}
