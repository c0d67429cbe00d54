"use client";
import { type ReactNode, useMemo } from "react";
import { useDropzone } from "react-dropzone";
import type { Uploader } from "#components/upload/confirm.ts";
import { DropOverlay } from "#components/upload/drop-overlay.tsx";
import { UploadContext } from "#components/upload/upload-context.ts";
import { useEngine } from "#components/upload/use-engine.ts";
import { POLICY } from "#lib/documents/constants.ts";

/** Takes files dropped anywhere on the window, and keeps uploading while people move between pages. */
export function UploadProvider({ uploader, children }: { uploader: Uploader | null; children: ReactNode }) {
  return uploader === null ? children : <Uploads uploader={uploader}>{children}</Uploads>;
}

function Uploads({ uploader, children }: { uploader: Uploader; children: ReactNode }) {
  const { started, add, receivers } = useEngine(uploader);
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: POLICY.document.types,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    // Refused files are taken in as well: the tray says which ones and why.
    onDrop: (accepted, refused) => add([...accepted, ...refused.map(({ file }) => file)]),
  });
  const context = useMemo(() => ({ choose: open, receivers }), [open, receivers]);
  return (
    <UploadContext value={context}>
      <div {...getRootProps()}>
        <input {...getInputProps()} aria-hidden tabIndex={-1} />
        {children}
        {isDragActive && <DropOverlay />}
        {started !== null && <started.Activity engine={started.engine} />}
      </div>
    </UploadContext>
  );
}
