"use client";
import { CircleAlert, RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { UploadEngine } from "#components/upload/engine.ts";
import type { UploadItem } from "#components/upload/item.ts";
import { percent } from "#components/upload/summary.ts";
import { useFailureText } from "#components/upload/use-failure-text.ts";

/** Files on their way to a draft, and those that did not come, with why. */
export function UploadLines({ engine, items }: { engine: UploadEngine; items: readonly UploadItem[] }) {
  const t = useTranslations("upload");
  const failureText = useFailureText();
  return items.map((item) => {
    const { id, name, contentType, step } = item;
    const failed = step.at === "failed" ? step.failure : null;
    return (
      <li
        key={id}
        className="flex min-h-12 items-center gap-3 rounded-md border border-line bg-surface py-1 pr-2 pl-3"
      >
        {failed ? (
          <CircleAlert aria-hidden className="size-5 shrink-0 text-loss" />
        ) : (
          <TypeIcon contentType={contentType} />
        )}
        <div className="min-w-0 flex-1 py-1">
          <p className="truncate" title={name}>
            {name}
          </p>
          {failed ? (
            <p role="alert" className="text-caption text-loss">
              {failureText(failed)}
            </p>
          ) : (
            <Progress label={t("progress", { name, percent: percent(item) })} percent={percent(item)} />
          )}
        </div>
        {failed?.retry && (
          <IconButton label={t("retryName", { name })} onClick={() => engine.retry([id])}>
            <RotateCw aria-hidden className="size-4" />
          </IconButton>
        )}
        <IconButton label={t(failed ? "remove" : "cancel", { name })} onClick={() => engine.remove([id])}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </li>
    );
  });
}
