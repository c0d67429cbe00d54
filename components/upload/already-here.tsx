"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { useOpenFile } from "#components/shell/use-open-file.ts";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { UploadEngine } from "#components/upload/engine.ts";
import type { UploadItem } from "#components/upload/item.ts";
import { RowButton } from "#components/upload/row-button.tsx";
import { restoreDocumentsAction } from "#lib/documents/actions.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Says which document has a file's bytes already, and leaves it to the person what becomes of the file. */
export function AlreadyHere({
  item,
  found,
  engine,
}: {
  item: UploadItem;
  found: DocumentItem;
  engine: UploadEngine;
}) {
  const t = useTranslations("upload.here");
  const documents = useTranslations("documents");
  const format = useFormatter();
  const errorText = useErrorText();
  const { openFile } = useOpenFile();
  const { filename, deletedAt } = found;
  const restore = async () => {
    const result = await restoreDocumentsAction([found.id]).catch(() => null);
    if (result?.ok !== true) return sayFailed(errorText(result?.code ?? "internal", result?.details ?? {}));
    engine.restored(item.id, { ...found, deletedAt: null, purgeAt: null });
    sayDone(documents("restored", { count: 1, name: filename }));
  };
  return (
    <>
      <p className="text-caption text-ink-2">
        {t(deletedAt === null ? "found" : "inTrash", {
          name: filename,
          person: found.uploadedBy?.name ?? t("somebody"),
          date: format.dateTime(new Date(found.uploadedAt), { dateStyle: "medium" }),
        })}
      </p>
      <div className="-ml-2 flex flex-wrap">
        {deletedAt === null ? (
          <RowButton aria-label={t("openName", { name: filename })} onClick={() => openFile(found.id)}>
            {t("open")}
          </RowButton>
        ) : (
          <RowButton aria-label={t("restoreName", { name: filename })} onClick={() => void restore()}>
            {t("restore")}
          </RowButton>
        )}
        <RowButton
          aria-label={t("keepBothName", { name: item.name })}
          onClick={() => engine.keepBoth([item.id])}
        >
          {t("keepBoth")}
        </RowButton>
      </div>
    </>
  );
}
