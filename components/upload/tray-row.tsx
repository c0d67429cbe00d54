"use client";
import { CircleAlert, CircleCheck, CopyCheck, Pause, Play, X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { memo } from "react";
import { TypeIcon } from "#components/files/type-icon.tsx";
import { formatBytes } from "#components/format/bytes.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { AlreadyHere } from "#components/upload/already-here.tsx";
import { ChooseAgain } from "#components/upload/choose-again.tsx";
import type { UploadEngine } from "#components/upload/engine.ts";
import { sentBytes, type UploadItem } from "#components/upload/item.ts";
import { KeptLine, KeptSign } from "#components/upload/kept-line.tsx";
import { RowButton } from "#components/upload/row-button.tsx";
import { percent } from "#components/upload/summary.ts";
import { useFailureText } from "#components/upload/use-failure-text.ts";

/** One file: where it is on its way, or why it is not, with the one thing that helps. */
export const TrayRow = memo(function TrayRow({ item, engine }: { item: UploadItem; engine: UploadEngine }) {
  const t = useTranslations("upload");
  const { at } = item.step;
  return (
    <div className="flex items-start gap-3 border-b border-line py-2 pr-2 pl-4">
      <span className="mt-2">
        {item.step.at === "stored" && item.step.kept !== undefined ? (
          <KeptSign {...item.step.kept} />
        ) : at === "stored" ? (
          <CircleCheck aria-hidden className="size-5 text-accent" />
        ) : at === "failed" ? (
          <CircleAlert aria-hidden className="size-5 text-loss" />
        ) : at === "here" ? (
          <CopyCheck aria-hidden className="size-5 text-ink-2" />
        ) : (
          <TypeIcon contentType={item.contentType} />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate" title={item.name}>
          {item.name}
        </p>
        <Line item={item} engine={engine} />
        {"sent" in item.step && at !== "failed" && (
          <Progress
            label={t("progress", { name: item.name, percent: percent(item) })}
            percent={percent(item)}
          />
        )}
      </div>
      <RowAction item={item} engine={engine} />
    </div>
  );
});

function Line({ item, engine }: { item: UploadItem; engine: UploadEngine }) {
  const t = useTranslations("upload");
  const kind = useTranslations("kinds")(item.kind);
  const locale = useLocale();
  const failureText = useFailureText();
  if (item.step.at === "failed")
    return <p className="text-caption text-loss">{failureText(item.step.failure)}</p>;
  if (item.step.at === "absent" && item.step.wrong) {
    const size = formatBytes(item.size, locale);
    return <p className="text-caption text-loss">{t("wrongFile", { name: item.name, size })}</p>;
  }
  if (item.step.at === "stored" && item.step.kept !== undefined)
    return <KeptLine kept={item.step.kept} size={item.size} />;
  if (item.step.at === "here") return <AlreadyHere item={item} found={item.step.found} engine={engine} />;
  const values = { sent: formatBytes(sentBytes(item), locale), size: formatBytes(item.size, locale) };
  return (
    <p className="pb-px text-caption text-ink-3 tnum">
      {item.replaces === undefined ? (
        <span className={item.kind === "media" ? "font-medium text-accent" : ""}>{kind}</span>
      ) : (
        t("replaces", { name: item.replaces.name })
      )}
      {" · "}
      {t(`steps.${item.step.at}`, values)}
    </p>
  );
}

function RowAction({ item, engine }: { item: UploadItem; engine: UploadEngine }) {
  const t = useTranslations("upload");
  const { name, step } = item;
  if (step.at === "stored" || step.at === "checking") return null;
  const failed = step.at === "failed";
  const ticket = "ticket" in step ? step.ticket : null;
  return (
    <span className="flex shrink-0 items-center">
      {step.at === "absent" && <ChooseAgain item={item} engine={engine} />}
      {step.at === "sending" && ticket?.method === "multipart" && (
        <IconButton label={t("pause", { name })} onClick={() => engine.pause(item.id)}>
          <Pause aria-hidden className="size-4" />
        </IconButton>
      )}
      {step.at === "paused" && (
        <IconButton label={t("resume", { name })} onClick={() => engine.resume(item.id)}>
          <Play aria-hidden className="size-4" />
        </IconButton>
      )}
      {failed && step.failure.retry && (
        <RowButton aria-label={t("retryName", { name })} onClick={() => engine.retry([item.id])}>
          {t("retry")}
        </RowButton>
      )}
      <IconButton
        label={t(failed ? "remove" : step.at === "here" ? "here.skip" : "cancel", { name })}
        onClick={() => engine.remove([item.id])}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
    </span>
  );
}
