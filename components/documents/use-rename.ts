"use client";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { matches } from "#components/list/matches.ts";
import type { Change } from "#components/list/use-rows.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { renameDocumentAction } from "#lib/documents/actions.ts";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

const UNREACHABLE = { ok: false, code: null, details: {} as ErrorDetails } as const;

/** What can be changed of a file in its row. */
export type Names = Pick<DocumentItem, "filename" | "title">;

/** Whether an item has the focus. */
function hasFocus(id: string): boolean {
  return document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row === id;
}

/**
 * Changes a file's name and title: in the list at once, and back with one click for ten seconds. What somebody else
 * has changed in the meantime is never overwritten, but shown and told.
 * @param q what is searched for: a row that does not fit any more goes when the list is fetched again.
 * @param moveOn takes the focus from rows that leave the list to a neighbour.
 */
export function useRename(change: Change, q: string, moveOn: (gone: ReadonlySet<string>) => void) {
  const t = useTranslations();
  const errorText = useErrorText();

  function refused(item: DocumentItem, wanted: Names, code: ErrorCode | null, details: ErrorDetails) {
    const { id } = item;
    if (code === "conflict") {
      const now = { filename: String(details.filename), title: String(details.title) || null };
      change({ type: "renamed", id, names: now });
      sayFailed(t("rename.conflict", { name: now.filename, title: now.title ?? "none" }));
      return;
    }
    change({ type: "renamed", id, names: { filename: item.filename, title: item.title } });
    const why = code === null ? t("upload.failures.connection") : errorText(code, details);
    const again = code === null || code === "internal" || code === "database_unavailable";
    sayFailed(
      t("rename.failed", { name: item.filename, reason: why }),
      again ? { label: t("list.tryAgain"), onClick: () => void rename(item, wanted) } : undefined,
    );
    if (code === "not_found") change({ type: "stale" });
  }

  async function rename(item: DocumentItem, wanted: Names, undoing = false): Promise<void> {
    const { id, filename, title } = item;
    change({ type: "renamed", id, names: wanted });
    // What was not changed here may have been changed elsewhere, and stays so.
    const changed = {
      ...(wanted.filename !== filename && { filename: wanted.filename }),
      ...(wanted.title !== title && { title: wanted.title }),
    };
    const seen = { filename, title };
    const result = await renameDocumentAction({ id, wanted: changed, seen }).catch(() => UNREACHABLE);
    if (!result.ok) {
      refused(item, wanted, result.code, result.details);
      return;
    }
    change({ type: "renamed", id, names: result.data });
    if (!matches(wanted.filename, q) && hasFocus(id)) moveOn(new Set([id]));
    change({ type: "stale" });
    const words =
      wanted.filename === filename
        ? t("rename.retitled", { name: filename })
        : t("rename.renamed", { before: filename, name: wanted.filename });
    const undo = () => void rename({ ...item, ...wanted }, { filename, title }, true);
    sayDone(words, undoing ? undefined : { label: t("documents.undo"), onClick: undo });
  }

  return (item: DocumentItem, wanted: Names) => rename(item, wanted);
}
