"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { addItemAction, changeItemAction, moveItemAction, removeItemAction } from "#lib/checklist/actions.ts";
import type { ChecklistItem, ItemValues } from "#lib/checklist/types.ts";

type Answer = Promise<ActionResult<ChecklistItem[]>>;

/** The school's checklist, and what can be done with it: the server's answer is what is shown. */
export function useChecklist(first: readonly ChecklistItem[]) {
  const t = useTranslations("checklist");
  const errorText = useErrorText();
  const [items, setItems] = useState(first);
  const [pending, start] = useTransition();
  /** Answers why it could not be done; null when it is. */
  const settle = async (work: Answer, done: string | null): Promise<string | null> => {
    const result = await work.catch(() => null);
    if (!result?.ok) return result === null ? t("unreachable") : errorText(result.code, result.details);
    setItems(result.data);
    if (done !== null) sayDone(done, undefined, "checklist");
    return null;
  };
  return {
    items,
    pending,
    save: (before: ChecklistItem | null, values: ItemValues) => {
      const { name } = values;
      return before === null
        ? settle(addItemAction(values), t("added", { name }))
        : settle(changeItemAction({ id: before.id, values }), t("saved", { name }));
    },
    move: ({ id }: ChecklistItem, by: -1 | 1) =>
      start(async () => {
        const problem = await settle(moveItemAction({ id, by }), null);
        if (problem !== null) sayFailed(problem);
      }),
    remove: ({ id, name }: ChecklistItem) => settle(removeItemAction(id), t("removed", { name })),
  };
}
