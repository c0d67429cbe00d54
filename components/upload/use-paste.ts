"use client";
import { usePathname } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect } from "react";
import { isTyping } from "#components/list/typing.ts";
import { nameSafe, pastedFiles } from "#components/upload/pasted.ts";

const STYLE = { dateStyle: "medium", timeStyle: "medium" } as const;

/** Uploads files and pictures that are pasted on the documents page; what is pasted into a field is the field's. */
export function usePaste(add: (files: readonly File[]) => void): void {
  const t = useTranslations("upload");
  const format = useFormatter();
  const here = usePathname() === "/documents";
  useEffect(() => {
    if (!here) return undefined;
    const listen = (event: ClipboardEvent) => {
      const { clipboardData, defaultPrevented, target } = event;
      if (clipboardData === null || defaultPrevented || isTyping(target)) return;
      const time = nameSafe(format.dateTime(new Date(), STYLE));
      const files = pastedFiles(clipboardData, t("screenshot", { time }));
      if (files === null) return;
      event.preventDefault();
      add(files);
    };
    document.addEventListener("paste", listen);
    return () => document.removeEventListener("paste", listen);
  }, [here, add, t, format]);
}
