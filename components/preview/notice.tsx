"use client";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const CENTRE = "flex min-h-0 flex-1 flex-col items-center justify-center gap-1 overflow-auto p-4 text-center";

/** A document on its way: the shape of a sheet. */
export function Loading() {
  const t = useTranslations("preview");
  return (
    <output className={CENTRE}>
      <Skeleton className="h-[70dvh] w-full max-w-xl border border-line bg-surface" />
      <span className="sr-only">{t("loading")}</span>
    </output>
  );
}

/** In place of a document: why it is not shown, and the one thing that helps. */
export function Notice(props: { title: string; text: string; onRetry?: () => void; download?: string }) {
  const t = useTranslations();
  return (
    <div role="alert" className={CENTRE}>
      <p className="font-medium">{props.title}</p>
      <p className="max-w-md text-ink-2 text-pretty">{props.text}</p>
      <div className="mt-4 flex gap-2">
        {props.onRetry !== undefined && <Button onClick={props.onRetry}>{t("list.tryAgain")}</Button>}
        {props.download !== undefined && (
          <a href={`/documents/${props.download}/download`} className={buttonClass("primary")}>
            <Download aria-hidden className="size-4" />
            {t("documents.downloadShort")}
          </a>
        )}
      </div>
    </div>
  );
}
