"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import {
  addClassAction,
  archiveClassAction,
  moveClassAction,
  renameClassAction,
} from "#lib/record-classes/actions.ts";
import type { CountedClass } from "#lib/record-classes/types.ts";

/** The school's record classes, and what can be done with them: the server's answer is what is shown. */
export function useClasses(first: readonly CountedClass[]) {
  const t = useTranslations("recordClasses");
  const errorText = useErrorText();
  const [classes, setClasses] = useState<readonly CountedClass[]>(first);
  const [told, setTold] = useState(first);
  const [pending, start] = useTransition();
  if (told !== first) {
    setTold(first);
    setClasses(first);
  }
  /** Does it, says what was done or refused, and answers nothing: what follows is up to `then`. */
  const run = (work: Promise<ActionResult<CountedClass[]>>, done: string | null, then?: () => void) =>
    start(async () => {
      const result = await work.catch(() => null);
      if (result?.ok) {
        setClasses(result.data);
        if (done !== null) sayDone(done, undefined, "record-classes");
        then?.();
      } else sayFailed(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  return {
    classes,
    pending,
    show: setClasses,
    add: (name: string, then: () => void) => run(addClassAction(name), t("added", { name }), then),
    rename: ({ id, name: before }: CountedClass, name: string) =>
      run(renameClassAction({ id, name }), t("renamed", { before, name })),
    move: (id: string, by: -1 | 1) => run(moveClassAction({ id, by }), null),
    archive: ({ id, name }: CountedClass, archived: boolean) =>
      run(archiveClassAction({ id, archived }), t(archived ? "archivedNow" : "offeredNow", { name })),
  };
}
