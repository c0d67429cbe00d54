"use client";
import { useTranslations } from "next-intl";
import { useOnline } from "#components/shell/use-online.ts";
import { Banner } from "#components/ui/banner.tsx";

/** Says so while the browser has no connection. */
export function OfflineBanner() {
  const t = useTranslations("banner");
  if (useOnline()) return null;
  return (
    <div className="mb-4">
      <Banner tone="wait">{t("offline")}</Banner>
    </div>
  );
}
