"use client";
import { useUploads } from "#components/upload/upload-context.ts";

/** The place of the uploads' tray. Nothing for readers who may not add files, and until its code is there. */
export function UploadTray() {
  const started = useUploads()?.started;
  return started ? <started.Activity engine={started.engine} /> : null;
}
