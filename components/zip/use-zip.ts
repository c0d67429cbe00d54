"use client";
import { useLocale, useNow, useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { BrokenOff, type Missing, NothingLeft, type Progress, zipOf } from "#components/zip/archive.ts";
import { Unavailable } from "#components/zip/signatures.ts";
import { chooseTarget, HELD_LIMIT, TooLarge } from "#components/zip/target.ts";
import type { ArchiveFile } from "#components/zip/transfer.ts";
import { signDownloadsAction } from "#lib/documents/actions.ts";

export type ZipState =
  | { at: "working"; progress: Progress }
  | { at: "done"; missing: readonly Missing[] }
  | { at: "failed"; text: string; missing: readonly Missing[] }
  | { at: "cancelled" };

/** The words for why a file is missing. */
export function useReason(): (missing: Missing) => string {
  const t = useTranslations("zip");
  const errorText = useErrorText();
  return useCallback(
    ({ reason }) => (reason === "transfer" ? t("transfer") : errorText(reason)),
    [t, errorText],
  );
}

function useFailureText(): (error: unknown) => string {
  const t = useTranslations("zip");
  const locale = useLocale();
  const errorText = useErrorText();
  return (error) => {
    if (error instanceof TooLarge) return t("tooLarge", { limit: formatBytes(HELD_LIMIT, locale) });
    if (error instanceof BrokenOff) return t("brokenOff", { name: error.filename });
    if (error instanceof NothingLeft) return t("nothingLeft");
    if (error instanceof Unavailable && error.reason !== "transfer") return errorText(error.reason);
    return t("notWritten");
  };
}

/** Gathers files into one archive as soon as it is there, and tells how far it is. */
export function useZip(files: readonly ArchiveFile[]): {
  state: ZipState;
  bytes: number;
  cancel: () => void;
} {
  const t = useTranslations("zip");
  const now = useNow();
  const reason = useReason();
  const failureText = useFailureText();
  const [state, setState] = useState<ZipState>({ at: "working", progress: { files: 0, bytes: 0 } });
  const stop = useRef(new AbortController());
  const bytes = files.reduce((sum, { fileSize }) => sum + fileSize, 0);
  const started = useRef(false);

  const run = async () => {
    const { signal } = stop.current;
    const day = now.toISOString().slice(0, 10);
    const list = {
      name: t("listName"),
      write: (missing: readonly Missing[]) =>
        [t("listTitle"), "", ...missing.map((file) => `${file.filename}\r\n    ${reason(file)}`), ""].join(
          "\r\n",
        ),
    };
    let archive: ReturnType<typeof zipOf> | null = null;
    try {
      const target = await chooseTarget(t("archiveName", { day }), bytes);
      if (target === null) return setState({ at: "cancelled" });
      const onProgress = (progress: Progress) => setState({ at: "working", progress });
      archive = zipOf(files, { sign: signDownloadsAction, signal, onProgress, list });
      await target.save(archive.stream, signal);
      setState({ at: "done", missing: archive.missing });
    } catch (error) {
      if (signal.aborted) setState({ at: "cancelled" });
      else {
        const cause = archive?.failure() ?? error;
        const missing = cause instanceof NothingLeft ? cause.missing : [];
        setState({ at: "failed", text: failureText(cause), missing });
      }
    }
  };

  useEffect(() => {
    // Once: effects run twice in development.
    if (started.current) return;
    started.current = true;
    void run();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- an archive is begun once, whatever is drawn anew.
  }, []);

  const working = state.at === "working";
  useEffect(() => {
    if (!working) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [working]);

  return { state, bytes, cancel: () => stop.current.abort() };
}
