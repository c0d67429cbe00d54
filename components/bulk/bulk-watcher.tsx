"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { isOpen, percentOf } from "#components/bulk/progress.ts";
import { onBulkEnd, wasBegunHere } from "#components/bulk/store.ts";
import { useBulk } from "#components/bulk/use-bulk.ts";
import { useActions, useWatch } from "#components/bulk/use-watch.ts";
import { useBulkNotes, useBulkTitle } from "#components/bulk/use-words.ts";
import { Progress } from "#components/ui/progress.tsx";
import { sayDone, sayProgress } from "#components/ui/toasts.ts";
import type { BulkAction } from "#lib/bulk/types.ts";

/** How far an action is, in its toast. */
function BulkProgress({ id, label }: { id: string; label: string }) {
  const action = useActions()?.find((one) => one.id === id);
  return <Progress label={label} percent={action === undefined ? 0 : percentOf(action)} />;
}

/** Watches bulk actions, shows how far they are, says when they have ended, and has the page show what is true then. */
export function BulkWatcher() {
  const t = useTranslations("bulk");
  const router = useRouter();
  const title = useBulkTitle();
  const notes = useBulkNotes();
  const { undo } = useBulk();
  const actions = useActions();
  const shown = useRef(new Set<string>());
  useWatch();

  useEffect(() => {
    for (const action of actions ?? []) {
      const { id } = action;
      if (!isOpen(action) || !wasBegunHere(id) || shown.current.has(id)) continue;
      shown.current.add(id);
      const words = title(action);
      sayProgress(id, words, <BulkProgress id={id} label={words} />);
    }
  }, [actions, title]);

  useEffect(() => {
    const say = (action: BulkAction) => {
      const back = { label: t("undo"), onClick: () => void undo(action.id) };
      sayDone([title(action), ...notes(action)].join(" "), action.canUndo ? back : undefined, action.id);
    };
    return onBulkEnd((ended) => {
      ended.forEach(say);
      // The documents ask for themselves.
      if (location.pathname !== "/documents") router.refresh();
    });
  }, [t, title, notes, undo, router]);

  return null;
}
