"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useFirstSign } from "#components/shell/use-first-sign.ts";
import { useOnline } from "#components/shell/use-online.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import type { Uploader } from "#components/upload/confirm.ts";
import { missingCode } from "#components/upload/missing-code.ts";
import type { StartedUploads } from "#components/upload/start-uploads.ts";
import { hasUnfinished } from "#components/upload/unfinished.ts";
import type { Receive } from "#components/upload/upload-context.ts";
import type { UploadPolicies, UploadTarget } from "#components/upload/upload-kind.ts";

/**
 * The upload engine, its tray and its drop zone. Their code comes after the page, at the first sign of a person; `need`
 * answers null, and has said so, where it could not be fetched.
 */
export function useEngine(uploader: Uploader, policies: UploadPolicies, inPartsAbove: number) {
  const t = useTranslations("upload.failures");
  const [started, setStarted] = useState<StartedUploads | null>(null);
  const starting = useRef<Promise<StartedUploads> | null>(null);
  const receivers = useMemo(() => new Set<Receive>(), []);
  const online = useOnline();
  useEffect(() => started?.engine.setOnline(online), [started, online]);
  useEffect(() => started?.engine.setPolicies(policies), [started, policies]);

  const start = useCallback(() => {
    starting.current ??= import("#components/upload/start-uploads.ts")
      .then(({ startUploads }) => {
        const uploads = startUploads(uploader, policies, inPartsAbove);
        uploads.engine.onStored((document) => receivers.forEach((receive) => receive(document)));
        setStarted(uploads);
        return uploads;
      })
      .catch((error: unknown) => {
        // The code could not be fetched; the next try fetches again.
        starting.current = null;
        throw error;
      });
    return starting.current;
  }, [uploader, policies, inPartsAbove, receivers]);
  // What an earlier visit left unfinished is shown without anybody's asking.
  useEffect(() => {
    if (hasUnfinished()) start().catch(() => undefined);
  }, [start]);
  useFirstSign(useCallback(() => void start().catch(() => undefined), [start]));

  const need = useCallback(
    () =>
      start().catch(async () => {
        sayFailed(t(await missingCode()));
        return null;
      }),
    [start, t],
  );
  const add = useCallback(
    (files: readonly File[], target: UploadTarget) =>
      void need().then((uploads) => uploads?.engine.add(files, target.kind, undefined, target)),
    [need],
  );
  return { started, need, add, receivers };
}
