"use client";
import { Upload } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useUploads } from "#components/upload/upload-context.ts";
import { usePolicyText } from "#components/upload/use-policy-text.ts";
import { useUploadLabel } from "#components/upload/use-upload-label.ts";

/** Opens the file picker; nothing for readers who may not add files. */
export function UploadButton() {
  const label = useUploadLabel();
  const policy = usePolicyText();
  const uploads = useUploads();
  if (uploads === null) return null;
  return (
    <Button variant="primary" title={policy} onClick={uploads.choose}>
      <Upload aria-hidden className="size-4" />
      {label}
    </Button>
  );
}
