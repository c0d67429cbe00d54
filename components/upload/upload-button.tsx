"use client";
import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useUploads } from "#components/upload/upload-context.ts";
import { usePolicyText } from "#components/upload/use-policy-text.ts";

/** Opens the file picker; nothing for readers who may not add files. */
export function UploadButton() {
  const t = useTranslations("upload");
  const policy = usePolicyText();
  const uploads = useUploads();
  if (uploads === null) return null;
  return (
    <Button variant="primary" title={policy} onClick={uploads.choose}>
      <Upload aria-hidden className="size-4" />
      {t("button")}
    </Button>
  );
}
