"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { SaveView } from "#components/views/save-view.tsx";
import { useViewWords } from "#components/views/use-view-words.ts";
import { ViewRow } from "#components/views/view-row.tsx";
import type { ActionResult } from "#lib/action-result.ts";
import { type ListQuery, writeListQuery } from "#lib/documents/list-query.ts";
import { changeViewAction, deleteViewAction, moveViewAction, saveViewAction } from "#lib/views/actions.ts";
import type { SavedView } from "#lib/views/types.ts";

type Answer = ActionResult<SavedView[]>;

type Props = {
  views: readonly SavedView[];
  /** What the list shows now, where that can be saved. */
  asked: ListQuery | null;
  onViews: (views: readonly SavedView[]) => void;
  onClose: () => void;
};

/** Where views are saved, and those there are renamed, updated, put in order and deleted. */
export function ViewsDialog({ views, asked, onViews, onClose }: Props) {
  const t = useTranslations();
  const errorText = useErrorText();
  const words = useViewWords();
  const router = useRouter();
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<{ text: string; undo: () => Promise<Answer> } | null>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const undoButton = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    // The button that was pressed may be gone; the one that takes it back is next, before the dialog takes the focus.
    if (done !== null) undoButton.current?.focus();
  }, [done]);

  /** Does it, shows the views as they are then, and answers whether it could be done. */
  const run = (action: () => Promise<Answer>, then?: () => void) =>
    start(async () => {
      setProblem(null);
      const result = await action().catch(() => null);
      if (result?.ok) {
        onViews(result.data);
        // Pages that one comes back to know of it, too.
        router.refresh();
        setDone(null);
        then?.();
        return;
      }
      setProblem(result === null ? t("upload.failures.connection") : errorText(result.code, result.details));
      if (result?.code === "not_found") router.refresh();
    });

  const save = (name: string) => {
    if (asked === null) return;
    run(
      () => saveViewAction({ name, params: writeListQuery(asked) }),
      () => {
        sayDone(t("views.saved", { name }));
        onClose();
      },
    );
  };
  const offer = (text: string, undo: () => Promise<Answer>) => () => setDone({ text, undo });
  const remove = ({ id, name, query }: SavedView) => {
    const at = views.findIndex((view) => view.id === id);
    const undo = () => saveViewAction({ name, params: writeListQuery(query), at });
    run(() => deleteViewAction(id), offer(t("views.deleted", { name }), undo));
  };
  const update = ({ id, name, query }: SavedView) => {
    if (asked === null) return;
    const undo = () => changeViewAction({ id, params: writeListQuery(query) });
    const params = writeListQuery(asked);
    run(() => changeViewAction({ id, params }), offer(t("views.updated", { name }), undo));
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={asked === null ? t("views.manage") : t("views.save")}
      {...(asked !== null && { initialFocus: nameField })}
    >
      <div aria-busy={pending} className="flex flex-col gap-4">
        {asked !== null && (
          <SaveView words={words(asked)} pending={pending} field={nameField} onSave={save} />
        )}
        {problem !== null && (
          <p role="alert" className="text-loss">
            {problem}
          </p>
        )}
        {(views.length > 0 || done !== null) && (
          <section className="flex flex-col gap-1">
            <h3 className="font-medium">{t("views.yours")}</h3>
            <ul ref={list} tabIndex={-1} className="flex flex-col divide-y divide-line outline-none">
              {views.map((view, at) => (
                <ViewRow
                  key={view.id}
                  view={view}
                  words={words(view.query)}
                  first={at === 0}
                  last={at === views.length - 1}
                  onRename={(name) => run(() => changeViewAction({ id: view.id, name }))}
                  onMove={(by) => run(() => moveViewAction(view.id, by))}
                  onUpdate={asked === null ? undefined : () => update(view)}
                  onDelete={() => remove(view)}
                />
              ))}
            </ul>
            {views.length === 0 && <p className="text-ink-3">{t("views.none")}</p>}
          </section>
        )}
        <div
          className="flex min-h-9 flex-wrap items-center gap-2 pointer-coarse:min-h-11"
          hidden={done === null}
        >
          <output className="mr-auto text-ink-2">{done?.text}</output>
          {done !== null && (
            <Button ref={undoButton} onClick={() => run(done.undo, () => list.current?.focus())}>
              {t("documents.undo")}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
