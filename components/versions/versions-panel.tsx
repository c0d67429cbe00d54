"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { nameOf } from "#components/files/name.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Alert } from "#components/ui/alert.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { DeleteAll } from "#components/versions/delete-all.tsx";
import { useRestore } from "#components/versions/use-restore.ts";
import { useVersions } from "#components/versions/use-versions.ts";
import { VersionList } from "#components/versions/version-list.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";
import { deleteVersionAction } from "#lib/versions/actions.ts";

type Asked = { what: "restore" | "delete"; number: number } | { what: "deleteAll" };

type Props = {
  item: DocumentItem;
  isPublic: boolean;
  inView: number | null;
  onView: (number: number | null) => void;
};

/** The versions of a file, and the questions before one goes for good or takes a public link with it. */
export function VersionsPanel({ item, isPublic, inView, onView }: Props) {
  const t = useTranslations("versions");
  const errorText = useErrorText();
  const versions = useVersions(item.id);
  const restore = useRestore(item.id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const name = nameOf(item);
  const bringBack = async (number: number) => {
    const why = await restore(number);
    if (why === null) onView(null);
    return why;
  };
  const remove = async (number: number) => {
    const result = await confirmFirst(() => deleteVersionAction({ id: item.id, number })).catch(() => null);
    if (result === null) return t("unreachable");
    if (!result.ok) return errorText(result.code, result.details);
    versions.drop(number);
    if (inView === number) onView(null);
    sayDone(t("deleted", { number }));
    return null;
  };
  return (
    <>
      <VersionList
        id={item.id}
        versions={versions}
        inView={inView}
        onView={onView}
        onRestore={({ number }) => {
          if (isPublic) setAsked({ what: "restore", number });
          else void bringBack(number).then((why) => why !== null && sayFailed(why));
        }}
        onDelete={({ number }) => setAsked({ what: "delete", number })}
        onDeleteAll={() => setAsked({ what: "deleteAll" })}
      />
      {asked?.what === "deleteAll" && (
        <DeleteAll
          id={item.id}
          name={name}
          onDeleted={() => {
            versions.dropOld();
            onView(null);
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.what === "delete" && (
        <Alert
          title={t("deleteTitle", { number: asked.number, name })}
          text={<p>{t("deleteText")}</p>}
          cancel={t("cancel")}
          action={t("deleteConfirm")}
          working={t("working")}
          loss
          onAction={() => remove(asked.number)}
          onClose={() => setAsked(null)}
          over
        />
      )}
      {asked?.what === "restore" && (
        <Alert
          title={t("publicTitle", { name })}
          text={<p>{t("publicText")}</p>}
          cancel={t("cancel")}
          action={t("restoreShort")}
          working={t("working")}
          onAction={() => bringBack(asked.number)}
          onClose={() => setAsked(null)}
          over
        />
      )}
    </>
  );
}
