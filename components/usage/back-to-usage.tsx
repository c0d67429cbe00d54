import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";

/** The way back from a finding to the page it is a part of. */
export async function BackToUsage() {
  const t = await getTranslations("usage");
  return (
    <Link
      href="/usage"
      className="mb-1 inline-flex items-center gap-1.5 text-small text-ink-2 hover:text-ink pointer-coarse:h-11"
    >
      <ArrowLeft aria-hidden strokeWidth={1.75} className="size-4" />
      {t("title")}
    </Link>
  );
}
