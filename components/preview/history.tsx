"use client";
import {
  Captions,
  Download,
  Eye,
  Globe,
  GlobeLock,
  type LucideIcon,
  Pencil,
  Plus,
  RefreshCw,
  Tag,
  Trash2,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Suspense } from "react";
import { DescribedWords } from "#components/fields/described-words.tsx";
import { FieldWords } from "#components/fields/words.tsx";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { ContinuedList } from "#components/list/continued-list.tsx";
import { useHistory } from "#components/preview/use-history.ts";
import { PersonPicture } from "#components/profiles/person.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { HistoryEntry } from "#lib/documents/types.ts";

const ICONS: Record<HistoryEntry["what"], LucideIcon> = {
  created: Plus,
  renamed: Pencil,
  described: Tag,
  deleted: Trash2,
  alt_text_changed: Captions,
  restored: Undo2,
  published: Globe,
  unpublished: GlobeLock,
  replaced: RefreshCw,
  version_restored: Undo2,
  version_deleted: Trash2,
  viewed: Eye,
  downloaded: Download,
};

const LINK =
  "inline-flex min-h-8 items-center rounded-sm font-medium text-accent underline underline-offset-2 pointer-coarse:min-h-11";

/** What happened to a document, newest first. */
export function History({ id }: { id: string }) {
  const t = useTranslations("history");
  return (
    <ContinuedList list={useHistory(id)} shape={<Shape />} failed={(reason) => t("failed", { reason })}>
      {({ entries, hasTrail }) => (
        <>
          {entries.length === 0 ? (
            <p className="text-ink-2">{t("empty")}</p>
          ) : (
            <ol aria-label={t("title")} className="flex w-full flex-col gap-3">
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ol>
          )}
          {hasTrail && (
            <>
              <Link href={`/audit?file=${id}`} className={LINK}>
                {t("all")}
              </Link>
              <Link href={`/documents/${id}/access`} className={LINK}>
                {t("access")}
              </Link>
            </>
          )}
        </>
      )}
    </ContinuedList>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations("history");
  const { person, at } = entry;
  const Icon = ICONS[entry.what];
  return (
    <li className="flex gap-3">
      <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken">
        <Icon aria-hidden strokeWidth={1.75} className="size-3.5 text-ink-2" />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <Words entry={entry} />
        <span className="mt-0.5 flex items-center gap-1.5 text-caption text-ink-3 tnum">
          {person !== null && <PersonPicture {...person} />}
          <span className="min-w-0">
            {t("by", { person: person?.name ?? t("system") })}
            {" · "}
            <RelativeTime at={at} />
          </span>
        </span>
      </span>
    </li>
  );
}

function Words({ entry }: { entry: HistoryEntry }) {
  const t = useTranslations("history");
  switch (entry.what) {
    case "renamed":
      return <Renamed filename={entry.filename} title={entry.title} />;
    case "described":
      return (
        <Suspense>
          <FieldWords>
            <DescribedWords entry={entry} />
          </FieldWords>
        </Suspense>
      );
    case "replaced":
      return (
        <>
          <span className="block">{t("replaced", { version: entry.version })}</span>
          <Renamed filename={entry.filename} title={null} />
        </>
      );
    case "version_restored":
      return (
        <span className="block">{t("version_restored", { version: entry.version, was: entry.was })}</span>
      );
    case "version_deleted":
    case "viewed":
    case "downloaded":
      return <span className="block">{t(entry.what, { version: entry.version })}</span>;
    default:
      return <span className="block">{t(entry.what)}</span>;
  }
}

type Renaming = Pick<Extract<HistoryEntry, { what: "renamed" }>, "filename" | "title">;

function Renamed({ filename, title }: Renaming) {
  const t = useTranslations("history");
  return (
    <>
      {filename !== null && <span className="block">{t("renamed", filename)}</span>}
      {title !== null && (
        <span className="block">
          {title.to === null
            ? t("untitled", { from: title.from ?? "" })
            : title.from === null
              ? t("titled", { to: title.to })
              : t("retitled", { from: title.from, to: title.to })}
        </span>
      )}
    </>
  );
}

function Shape() {
  return [0, 1, 2].map((line) => (
    <span key={line} className="flex w-full items-center gap-3">
      <Skeleton className="size-6" />
      <Skeleton className="h-4 w-2/3" />
    </span>
  ));
}
