"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Attaching } from "#components/messages/start-attaching.ts";
import { useOnline } from "#components/shell/use-online.ts";
import type { UploadEngine } from "#components/upload/engine.ts";
import { isSettled } from "#components/upload/item.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Adds files, and waits until what the engine shows has them: it draws a few times a second. */
function addTo(engine: UploadEngine, files: readonly File[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = engine.subscribe(() => {
      stop();
      resolve();
    });
    engine.add(files, "document");
  });
}

function allCame(engine: UploadEngine): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const { items } = engine.view();
      if (!items.every(isSettled)) return;
      stop();
      resolve(items.every(({ step }) => step.at === "stored"));
    };
    const stop = engine.subscribe(look);
    look();
  });
}

/** Sends new files to a draft. The engine's code is fetched with the first file. */
export function useAttaching(
  attaching: Attaching,
  keep: () => Promise<string | null>,
  onStored: (document: DocumentItem) => void,
) {
  const [engine, setEngine] = useState<UploadEngine | null>(null);
  const starting = useRef<Promise<UploadEngine | null> | null>(null);
  const adding = useRef<Promise<unknown>>(Promise.resolve());
  const online = useOnline();
  useEffect(() => engine?.setOnline(online), [engine, online]);
  const start = useCallback(async (): Promise<UploadEngine | null> => {
    const id = await keep();
    if (id === null) return null;
    const { startAttaching } = await import("#components/messages/start-attaching.ts");
    const started = startAttaching(attaching, id);
    // What was sent with a message is never replaced.
    started.onStored((document) => "kind" in document && onStored(document));
    setEngine(started);
    return started;
  }, [attaching, keep, onStored]);
  /** Adds files; false where the draft could not be kept, or the code not be fetched. They are in sight then. */
  const add = useCallback(
    (files: readonly File[]): Promise<boolean> => {
      const work = (async () => {
        starting.current ??= start();
        const started = await starting.current.catch(() => null);
        if (started === null) starting.current = null;
        else await addTo(started, files);
        return started !== null;
      })();
      adding.current = adding.current.then(() => work).catch(() => undefined);
      return work;
    },
    [start],
  );
  /** Waits until every file that was added is there, or did not come; answers whether all came. */
  const settled = useCallback(async (): Promise<boolean> => {
    await adding.current;
    const started = await starting.current?.catch(() => null);
    return started == null || allCame(started);
  }, []);
  return { engine, add, settled };
}
