"use client";
import { useFormatter, useLocale, useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTypeName } from "#components/files/use-type-name.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { AltText } from "#components/media/alt-text.tsx";
import { Checksum } from "#components/preview/checksum.tsx";
import { Person } from "#components/profiles/person.tsx";
import { PublicFact } from "#components/publishing/public-fact.tsx";
import type { DocumentItem } from "#lib/documents/types.ts";
import type { Publication } from "#lib/publishing/types.ts";

const EXACT = { dateStyle: "full", timeStyle: "medium" } as const;

/** All that is known of a document, exactly. */
export function Details({ item, publication }: { item: DocumentItem; publication: Publication | null }) {
  const t = useTranslations();
  const locale = useLocale();
  const format = useFormatter();
  const timeZone = useTimeZone();
  const typeName = useTypeName();
  const size = formatBytes(item.fileSize, locale);
  const exact = (at: string) => <time dateTime={at}>{format.dateTime(new Date(at), EXACT)}</time>;
  return (
    <dl className="grid grid-cols-[minmax(5.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-2.5 text-small [overflow-wrap:anywhere]">
      <Fact name={t("list.name")}>{item.filename}</Fact>
      {item.title !== null && <Fact name={t("details.title")}>{item.title}</Fact>}
      <Fact name={t("list.type")}>
        {typeName(item.contentType)}
        <span className="block text-caption text-ink-3">{item.contentType}</span>
      </Fact>
      <Fact name={t("filters.kind")}>{t(`kinds.${item.kind}`)}</Fact>
      {item.kind === "media" && (
        <Fact name={t("altText.label")}>
          <AltText key={item.id} item={item} />
        </Fact>
      )}
      {publication !== null && (
        <Fact name={t("public.fact")}>
          <PublicFact publication={publication} />
        </Fact>
      )}
      <Fact name={t("list.size")}>
        {item.fileSize < 1000 ? size : t("list.bytes", { size, bytes: item.fileSize })}
      </Fact>
      <Fact name={t("list.uploadedBy")}>
        {item.uploadedBy === null ? t("list.unknownPerson") : <Person {...item.uploadedBy} />}
      </Fact>
      <Fact name={t("list.uploaded")}>
        {exact(item.uploadedAt)}
        {timeZone !== undefined && (
          <span className="block text-caption text-ink-3">{t("details.clock", { timeZone })}</span>
        )}
      </Fact>
      {item.deletedAt !== null && (
        <Fact name={t("trash.title")}>
          {t("details.trashed")} {exact(item.deletedAt)}
          {item.purgeAt !== null && (
            <span className="block text-loss">
              {t("details.purge")} {exact(item.purgeAt)}
            </span>
          )}
        </Fact>
      )}
      <Fact name="SHA-256">
        <Checksum sha256={item.sha256} verified={item.sha256Verified} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 tnum">{children}</dd>
    </>
  );
}
