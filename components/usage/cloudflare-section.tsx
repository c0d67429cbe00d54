import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SectionHead } from "#components/usage/section-head.tsx";

/** The frame of Cloudflare's own figures, there before they are. */
export async function CloudflareSection({ children }: { children: ReactNode }) {
  const t = await getTranslations("usage.cloudflare");
  return (
    <section aria-labelledby="usage-cloudflare" className="mt-10">
      <SectionHead id="usage-cloudflare" title={t("title")} />
      <p className="-mt-3 mb-3 text-small text-ink-2">{t("what")}</p>
      {children}
    </section>
  );
}
