"use client";
import { FileText, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSearchQuery } from "#components/list/use-search-query.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { UploadButton } from "#components/upload/upload-button.tsx";
import { useUploads } from "#components/upload/upload-context.ts";
import { usePolicyText } from "#components/upload/use-policy-text.ts";

/** Nothing to list: nothing there yet, or nothing that fits the search. */
export function DocumentsEmpty({ q }: { q: string }) {
  return q === "" ? <NothingYet /> : <NothingMatches q={q} />;
}

function NothingYet() {
  const t = useTranslations("documents");
  const policy = usePolicyText();
  const mayUpload = useUploads() !== null;
  const text = mayUpload ? `${t("empty")}\n${policy}` : t("emptyReader");
  return (
    <EmptyState icon={FileText} title={t("emptyTitle")} text={text}>
      <UploadButton />
    </EmptyState>
  );
}

function NothingMatches({ q }: { q: string }) {
  const t = useTranslations("list");
  const { setQ } = useSearchQuery();
  return (
    <EmptyState icon={SearchX} title={t("nothingMatches", { query: q })} text={t("nothingMatchesHint")}>
      <Button onClick={() => setQ("")}>{t("clearSearch")}</Button>
    </EmptyState>
  );
}
