"use client";
import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { formatBytes } from "#components/format/bytes.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import type { Missing } from "#components/zip/archive.ts";
import type { ArchiveFile } from "#components/zip/transfer.ts";
import { useReason, useZip, type ZipState } from "#components/zip/use-zip.ts";

type Props = { files: readonly ArchiveFile[]; onClose: () => void };

/** One archive: how far it is, and at the end what is missing from it. One that is whole says so and goes. */
export function ZipPanel({ files, onClose }: Props) {
  const t = useTranslations("zip");
  const { state, bytes, cancel } = useZip(files);
  const count = files.length;
  const quiet = state.at === "cancelled" || (state.at === "done" && state.missing.length === 0);
  const over = state.at === "cancelled" ? t("cancelled") : t("done", { count });
  useEffect(() => {
    if (!quiet) return;
    sayDone(over);
    onClose();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- said once.
  }, [quiet]);
  if (quiet) return null;
  return (
    <section
      aria-label={t("title")}
      className="pointer-events-auto flex max-h-[60dvh] flex-col rounded-md border border-line bg-surface shadow-float"
    >
      {state.at === "working" ? (
        <Working state={state} files={files} bytes={bytes} onCancel={cancel} />
      ) : (
        <Ended state={state} count={count} onClose={onClose} />
      )}
    </section>
  );
}

function Working(props: {
  state: Extract<ZipState, { at: "working" }>;
  files: readonly ArchiveFile[];
  bytes: number;
  onCancel: () => void;
}) {
  const { state, files, bytes, onCancel } = props;
  const { progress } = state;
  const t = useTranslations("zip");
  const locale = useLocale();
  const title = t("working", { done: progress.files, total: files.length });
  return (
    <>
      <div className="flex items-center gap-2 py-2 pr-2 pl-4">
        <div className="mr-auto min-w-0">
          <h2 className="truncate font-medium tnum">{title}</h2>
          <p className="truncate text-caption text-ink-3 tnum">
            {t("bytes", { sent: formatBytes(progress.bytes, locale), size: formatBytes(bytes, locale) })}
          </p>
        </div>
        <Button variant="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
      <Progress label={title} percent={bytes === 0 ? 0 : (100 * progress.bytes) / bytes} />
    </>
  );
}

function Ended(props: {
  state: Exclude<ZipState, { at: "working" | "cancelled" }>;
  count: number;
  onClose: () => void;
}) {
  const { state, count, onClose } = props;
  const t = useTranslations("zip");
  const missing = state.missing.length;
  return (
    <>
      <div className="flex items-start gap-2 py-2 pr-2 pl-4">
        <div role="alert" className="mr-auto min-w-0 py-1.5">
          <h2 className="font-medium">
            {state.at === "failed" ? t("failed") : t("incomplete", { missing, done: count - missing })}
          </h2>
          <p className="text-small text-ink-2">{state.at === "failed" ? state.text : t("incompleteHint")}</p>
        </div>
        <IconButton label={t("close")} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
      {missing > 0 && <MissingList missing={state.missing} />}
    </>
  );
}

function MissingList({ missing }: { missing: readonly Missing[] }) {
  const t = useTranslations("zip");
  const reason = useReason();
  return (
    // Scrolls, so the keyboard must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul aria-label={t("missing")} tabIndex={0} className="overflow-auto border-t border-line px-4 py-2">
      {missing.map((file, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- names may be the same, and the list does not change.
        <li key={at} className="py-1">
          <span className="block truncate" title={file.filename}>
            {file.filename}
          </span>
          <span className="block text-caption text-loss">{reason(file)}</span>
        </li>
      ))}
    </ul>
  );
}
