"use client";
import { type ReactNode, useMemo } from "react";
import { useDropzone } from "react-dropzone";
import type { Uploader } from "#components/upload/confirm.ts";
import { DropOverlay } from "#components/upload/drop-overlay.tsx";
import { UploadContext } from "#components/upload/upload-context.ts";
import { useEngine } from "#components/upload/use-engine.ts";
import { usePaste } from "#components/upload/use-paste.ts";
import { schoolPolicy } from "#lib/documents/school-policy.ts";

/** Takes files dropped anywhere on the window, and keeps uploading while people move between pages. */
export function UploadProvider({
  uploader,
  ...rest
}: Omit<UploadsProps, "uploader"> & { uploader: Uploader | null }) {
  return uploader === null ? rest.children : <Uploads uploader={uploader} {...rest} />;
}

type UploadsProps = {
  uploader: Uploader;
  /** What the school takes beside the usual types of file. */
  widerTypes: readonly string[];
  children: ReactNode;
};

function Uploads({ uploader, widerTypes, children }: UploadsProps) {
  const policy = useMemo(() => schoolPolicy("document", widerTypes), [widerTypes]);
  const { started, add, receivers } = useEngine(uploader, policy);
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    accept: policy.types,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    // Refused files are taken in as well: the tray says which ones and why.
    onDrop: (accepted, refused) => add([...accepted, ...refused.map(({ file }) => file)]),
  });
  const context = useMemo(
    () => ({ choose: open, add, receivers, policy, started }),
    [open, add, receivers, policy, started],
  );
  usePaste(add);
  return (
    <UploadContext value={context}>
      <div {...getRootProps()}>
        <input {...getInputProps()} aria-hidden tabIndex={-1} />
        {children}
        {isDragActive && <DropOverlay />}
      </div>
    </UploadContext>
  );
}
