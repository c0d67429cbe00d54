"use client";
import { Download, Eye, RotateCcw, Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { ContinuedList } from "#components/list/continued-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton, iconButtonClass } from "#components/ui/icon-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Versions } from "#components/versions/use-versions.ts";
import type { Version } from "#lib/versions/types.ts";

type Actions = {
  id: string;
  /** The number of the old one that is in view. */
  inView: number | null;
  onView: (number: number | null) => void;
  onRestore: (version: Version) => void;
  onDelete: (version: Version) => void;
};

/** With fewer old ones the buttons of each do. */
const MANY = 2;

/** The versions of a file, newest first: who brought each and when, and what can be done with it. */
export function VersionList(props: Actions & { versions: Versions; onDeleteAll: () => void }) {
  const { versions, onDeleteAll, ...actions } = props;
  const t = useTranslations("versions");
  return (
    <ContinuedList
      list={versions}
      shape={<Skeleton className="h-12 w-full" />}
      failed={(reason) => t("failed", { reason })}
    >
      {(known) => (
        <>
          <ol aria-label={t("title")} className="flex w-full flex-col divide-y divide-line">
            {known.versions.map((version) => (
              <Entry
                key={version.number}
                version={version}
                canRestore={known.canRestore}
                canDelete={known.canDelete}
                {...actions}
              />
            ))}
          </ol>
          {known.canDelete && known.versions.length > MANY && (
            <Button variant="quiet" onClick={onDeleteAll}>
              <Trash2 aria-hidden className="size-4" />
              {t("deleteAll")}
            </Button>
          )}
          {known.versions.length === 1 && <p className="text-ink-2">{t("only")}</p>}
        </>
      )}
    </ContinuedList>
  );
}

function Entry(props: Actions & { version: Version; canRestore: boolean; canDelete: boolean }) {
  const { id, version, inView, canRestore, canDelete, onView, onRestore, onDelete } = props;
  const { number, isCurrent, status, restoredFrom } = version;
  const t = useTranslations("versions");
  const locale = useLocale();
  const typeName = useTypeName();
  const isReady = status === "ready";
  const isShown = isCurrent ? inView === null : inView === number;
  return (
    <li
      aria-current={isShown ? "true" : undefined}
      className="flex flex-col gap-1 py-2 first:pt-0 [overflow-wrap:anywhere]"
    >
      <p className="flex flex-wrap items-center gap-2 font-medium tnum">
        {t("number", { number })}
        {isCurrent && <Badge>{t("current")}</Badge>}
        {isShown && !isCurrent && <Badge>{t("shown")}</Badge>}
      </p>
      <p className="text-caption text-ink-3 tnum">
        {version.uploadedBy.name}
        {" · "}
        <RelativeTime at={version.uploadedAt} />
        {" · "}
        {typeName(version.contentType)}
        {" · "}
        {formatBytes(version.fileSize, locale)}
        {restoredFrom !== null && <> · {t("was", { number: restoredFrom })}</>}
      </p>
      {!isReady && <p className="text-caption text-loss">{t(`status.${status}`)}</p>}
      {(!isCurrent || inView !== null) && (
        <p className="-ml-2 flex flex-wrap">
          {isReady && !isShown && (
            <IconButton
              label={isCurrent ? t("toCurrent") : t("view", { number })}
              onClick={() => onView(isCurrent ? null : number)}
            >
              <Eye aria-hidden className="size-4" />
            </IconButton>
          )}
          {isReady && !isCurrent && (
            <a
              href={`/documents/${id}/download?version=${number}`}
              aria-label={t("download", { number })}
              title={t("download", { number })}
              className={iconButtonClass()}
            >
              <Download aria-hidden className="size-4" />
            </a>
          )}
          {isReady && !isCurrent && canRestore && (
            <IconButton label={t("restore", { number })} onClick={() => onRestore(version)}>
              <RotateCcw aria-hidden className="size-4" />
            </IconButton>
          )}
          {!isCurrent && canDelete && (
            <IconButton label={t("delete", { number })} onClick={() => onDelete(version)}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          )}
        </p>
      )}
    </li>
  );
}
