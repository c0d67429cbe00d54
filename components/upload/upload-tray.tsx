"use client";
import { useUploads } from "#components/upload/upload-context.ts";

/**
 * The place of the uploads' tray. Nothing for readers who may not add files, and until its code is there.
 * @param administers whether to say what helps where the store fails.
 */
export function UploadTray({ administers }: { administers: boolean }) {
  const started = useUploads()?.started;
  return started ? <started.Activity engine={started.engine} administers={administers} /> : null;
}
