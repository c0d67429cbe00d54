"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { typeShortName } from "#components/files/type-name.ts";
import { typeFamily } from "#lib/documents/family.ts";

/** The words for a content type: "PDF", "JPEG image", "Word document". */
export function useTypeName(): (contentType: string) => string {
  const t = useTranslations("types");
  return useCallback(
    (contentType) => {
      const name = typeShortName(contentType);
      switch (typeFamily(contentType)) {
        case "image":
          return t("image", { name });
        case "audio":
          return t("audio", { name });
        case "video":
          return t("video", { name });
        case "word":
          return t("word");
        default:
          return name.includes("/") ? t("file") : name;
      }
    },
    [t],
  );
}
