"use client";
import { FileText, Image, SearchX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useFilterWords } from "#components/documents/use-filter-words.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import { useUploads } from "#components/upload/upload-context.ts";
import { usePolicyText } from "#components/upload/use-policy-text.ts";
import { isNarrowed, type ListQuery } from "#lib/documents/list-query.ts";

type Names = Parameters<ReturnType<typeof useFilterWords>>[1];

type Props = { query: ListQuery; names: Names; onClear: () => void };

/** Nothing to list: nothing there yet, or nothing that fits the search and the filters. */
export function DocumentsEmpty(props: Props) {
  const { query } = props;
  // A tab is no filter that somebody set: where files can be added to it, that is what helps.
  const media = query.kind === "media" && !isNarrowed({ ...query, kind: null });
  return isNarrowed(query) && !media ? <NothingMatches {...props} /> : <NothingYet media={media} />;
}

function NothingYet({ media }: { media: boolean }) {
  const t = useTranslations("documents");
  const policy = usePolicyText();
  const mayUpload = useUploads() !== null;
  const text = mayUpload ? `${t("empty")}\n${policy}` : t("emptyReader");
  return (
    <EmptyState
      icon={media ? Image : FileText}
      title={t(media ? "emptyMediaTitle" : "emptyTitle")}
      text={text}
    >
      <UploadButton />
    </EmptyState>
  );
}

function NothingMatches({ query, names, onClear }: Props) {
  const t = useTranslations("list");
  const format = useFormatter();
  const words = useFilterWords()(query, names);
  const searchAlone = words.length === 1 && query.q !== "";
  return (
    <EmptyState
      icon={SearchX}
      title={t("nothingMatches", { query: format.list(words, { type: "conjunction" }) })}
      text={searchAlone ? t("nothingMatchesHint") : t("nothingMatchesFilters")}
    >
      <Button onClick={onClear}>{t(searchAlone ? "clearSearch" : "clearFilters")}</Button>
    </EmptyState>
  );
}
