"use client";
import { useTranslations } from "next-intl";
import { useAddress } from "#components/shell/use-address.ts";
import { useUploads } from "#components/upload/upload-context.ts";

/** What the button says: where files would go, wherever that could be taken for something else. */
export function useUploadLabel(): string {
  const t = useTranslations();
  const tab = useAddress().read("kind");
  const kind = useUploads()?.kind ?? "document";
  const plain = kind === "document" && (tab === null || tab === "document");
  return plain ? t("upload.button") : t("upload.buttonTo", { kind: t(`kinds.${kind}`) });
}
