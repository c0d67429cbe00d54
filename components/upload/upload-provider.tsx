"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useDropzone } from "react-dropzone";
import { useOnline } from "#components/shell/use-online.ts";
import { abort, confirm, type Uploader } from "#components/upload/confirm.ts";
import { DropOverlay } from "#components/upload/drop-overlay.tsx";
import { UploadEngine } from "#components/upload/engine.ts";
import { hash } from "#components/upload/hasher.ts";
import { send } from "#components/upload/send.ts";
import { UploadContext, useUploadView } from "#components/upload/upload-context.ts";
import { POLICY } from "#lib/documents/constants.ts";
import { requestUploadsAction } from "#lib/uploads/actions.ts";

const Tray = dynamic(() => import("#components/upload/tray.tsx").then((module) => module.Tray), {
  ssr: false,
});

/** Takes files dropped anywhere on the window, and keeps uploading while people move between pages. */
export function UploadProvider({ uploader, children }: { uploader: Uploader | null; children: ReactNode }) {
  return uploader === null ? children : <Uploads uploader={uploader}>{children}</Uploads>;
}

function Uploads({ uploader, children }: { uploader: Uploader; children: ReactNode }) {
  const [engine] = useState(
    () =>
      new UploadEngine({
        hash,
        sign: requestUploadsAction,
        send,
        confirm: (uploadId) => confirm(uploadId, uploader),
        abort,
      }),
  );
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: POLICY.document.types,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    // Refused files are taken in as well: the tray says which ones and why.
    onDrop: (accepted, refused) => engine.add([...accepted, ...refused.map(({ file }) => file)]),
  });
  const context = useMemo(() => ({ engine, choose: open }), [engine, open]);
  const online = useOnline();
  useEffect(() => engine.setOnline(online), [engine, online]);
  return (
    <UploadContext value={context}>
      <div {...getRootProps()}>
        <input {...getInputProps()} aria-hidden tabIndex={-1} />
        {children}
        {isDragActive && <DropOverlay />}
        <Activity engine={engine} />
      </div>
    </UploadContext>
  );
}

/** The tray while there is something in it, and a question before the tab closes on unfinished work. */
function Activity({ engine }: { engine: UploadEngine }) {
  const { items, summary } = useUploadView(engine);
  useEffect(() => {
    if (!summary.busy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [summary.busy]);
  return items.length > 0 ? <Tray engine={engine} /> : null;
}
