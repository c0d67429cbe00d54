"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { linkDocumentsAction, unlinkDocumentsAction } from "#lib/students/actions.ts";
import type { Link } from "#lib/students/types.ts";

/** Links files to students and takes links away; each is said, with the way back. `changed` hears of either. */
export function useLink(changed: () => void) {
  const t = useTranslations("links");
  const errorText = useErrorText();
  const takeBack = async (work: Promise<ActionResult<unknown>>) => {
    const result = await work.catch(() => null);
    if (!result?.ok) sayFailed(result === null ? t("unsure") : errorText(result.code, result.details));
    changed();
  };
  /** Answers why it could not be done; null when it is. */
  const link = async (
    documentIds: readonly string[],
    studentIds: readonly string[],
  ): Promise<string | null> => {
    const result = await linkDocumentsAction({ documentIds, studentIds }).catch(() => null);
    if (!result?.ok) return result === null ? t("unsure") : errorText(result.code, result.details);
    const { data: links } = result;
    const undo = { label: t("undo"), onClick: () => void takeBack(unlinkDocumentsAction(links)) };
    sayDone(t("linked", { count: links.length }), links.length > 0 ? undo : undefined);
    changed();
    return null;
  };
  const unlink = async (gone: Link, name: string): Promise<void> => {
    const result = await unlinkDocumentsAction([gone]).catch(() => null);
    if (!result?.ok) {
      sayFailed(result === null ? t("unsure") : errorText(result.code, result.details));
      return;
    }
    const again = () => linkDocumentsAction({ documentIds: [gone.documentId], studentIds: [gone.studentId] });
    sayDone(t("unlinked", { name }), { label: t("undo"), onClick: () => void takeBack(again()) });
    changed();
  };
  return { link, unlink };
}
