"use client";
import { type RefObject, useEffect } from "react";
import { useDropzone } from "react-dropzone";
import { DropOverlay } from "#components/upload/drop-overlay.tsx";
import type { DropRelay } from "#components/upload/drop-relay.ts";
import type { UploadTarget } from "#components/upload/upload-kind.ts";
import type { KindPolicy } from "#lib/documents/constants.ts";

type DropZoneProps = {
  /** What files may be dropped on. */
  box: RefObject<HTMLElement | null>;
  policy: KindPolicy;
  target: UploadTarget;
  add: (files: readonly File[], target: UploadTarget) => void;
  relay: DropRelay;
};

const nothing = () => {};

/** Takes files, and whole folders, dropped anywhere on the box; covers the window while they are over it. */
export function DropZone({ box, policy, target, add, relay }: DropZoneProps) {
  const { getRootProps, rootRef, isDragActive } = useDropzone({
    accept: policy.types,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
    // Refused files are taken in as well: the tray says which ones and why.
    onDrop: (accepted, refused, event) =>
      add([...accepted, ...refused.map(({ file }) => file)], relay.meant(event) ?? target),
  });
  useEffect(() => {
    if (box.current !== null) rootRef.current = box.current;
    const props = getRootProps();
    const { onDragEnter = nothing, onDragOver = nothing, onDragLeave = nothing, onDrop = nothing } = props;
    relay.listen({ onDragEnter, onDragOver, onDragLeave, onDrop });
    return () => relay.listen(null);
  });
  return isDragActive ? <DropOverlay /> : null;
}
