"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Alert } from "#components/ui/alert.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { countOldVersionsAction, deleteOldVersionsAction } from "#lib/versions/actions.ts";
import type { OldVersions } from "#lib/versions/types.ts";

/** Asks before all old versions of a file are lost for good, and says how much that is. */
export function DeleteAll(props: { id: string; name: string; onDeleted: () => void; onClose: () => void }) {
  const { id, name, onDeleted, onClose } = props;
  const t = useTranslations("versions");
  const locale = useLocale();
  const errorText = useErrorText();
  const [lost, setLost] = useState<OldVersions | null>(null);
  useEffect(() => {
    let here = true;
    void countOldVersionsAction({ days: 0, documentId: id })
      .then((result) => here && result.ok && setLost(result.data))
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [id]);
  const remove = async () => {
    if (lost === null) return t("unreachable");
    const result = await confirmFirst(() => deleteOldVersionsAction({ id, upTo: lost.upTo })).catch(
      () => null,
    );
    if (result === null) return t("unreachable");
    if (!result.ok) return errorText(result.code, result.details);
    onDeleted();
    sayDone(t("deletedAll", { count: result.data }));
    return null;
  };
  return (
    <Alert
      title={t("deleteAllTitle", { name })}
      text={
        <p aria-live="polite">
          {lost === null
            ? "\u00a0"
            : t("deleteAllText", { count: lost.versions, size: formatBytes(lost.bytes, locale) })}
        </p>
      }
      cancel={t("cancel")}
      action={t("deleteConfirm")}
      working={t("working")}
      loss
      onAction={remove}
      onClose={onClose}
      over
    />
  );
}
