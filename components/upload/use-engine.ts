"use client";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useOnline } from "#components/shell/use-online.ts";
import { sayFailed } from "#components/ui/toasts.ts";
import type { Uploader } from "#components/upload/confirm.ts";
import type { UploadEngine } from "#components/upload/engine.ts";
import type { Receive } from "#components/upload/upload-context.ts";

/** The upload engine, whose code comes with the first files: most visits only read. */
export function useEngine(uploader: Uploader) {
  const t = useTranslations("upload.failures");
  const [engine, setEngine] = useState<UploadEngine | null>(null);
  const starting = useRef<Promise<UploadEngine> | null>(null);
  const receivers = useMemo(() => new Set<Receive>(), []);
  const online = useOnline();
  useEffect(() => engine?.setOnline(online), [engine, online]);

  const add = useCallback(
    async (files: readonly File[]) => {
      starting.current ??= import("#components/upload/start-engine.ts").then(({ startEngine }) => {
        const started = startEngine(uploader);
        started.onStored((document) => receivers.forEach((receive) => receive(document)));
        setEngine(started);
        return started;
      });
      try {
        (await starting.current).add(files);
      } catch {
        starting.current = null;
        sayFailed(t("connection"));
      }
    },
    [uploader, receivers, t],
  );
  return { engine, add, receivers };
}
