import { getTranslations } from "next-intl/server";
import { SectionTabs } from "#components/shell/section-tabs.tsx";

/** What there is to see to of the installation's storage, a page each. */
export async function StorageTabs({ current }: { current: string }) {
  const [t, doctor, prices, reconcile] = await Promise.all([
    getTranslations("quota"),
    getTranslations("doctor"),
    getTranslations("prices"),
    getTranslations("reconcile"),
  ]);
  const pages = [
    { href: "/settings/storage", name: t("checks") },
    { href: "/settings/storage/schools", name: t("schools") },
    { href: "/settings/storage/prices", name: prices("title") },
    { href: "/settings/storage/reconcile", name: reconcile("title") },
  ];
  return <SectionTabs label={doctor("title")} current={current} pages={pages} />;
}
