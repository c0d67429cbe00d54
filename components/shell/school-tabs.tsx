import { getTranslations } from "next-intl/server";
import { SectionTabs } from "#components/shell/section-tabs.tsx";

/** What can be set for a school, a page each. */
export async function SchoolTabs({ current }: { current: string }) {
  const [t, members, policy, webhooks, tokens, api] = await Promise.all([
    getTranslations("schoolSettings"),
    getTranslations("members"),
    getTranslations("secondFactorPolicy"),
    getTranslations("webhooks"),
    getTranslations("tokens"),
    getTranslations("apiReference"),
  ]);
  const pages = [
    { href: "/settings/school", name: t("logo") },
    { href: "/settings/school/members", name: members("title") },
    { href: "/settings/school/signing-in", name: policy("title") },
    { href: "/settings/school/files", name: t("files") },
    { href: "/settings/school/classes", name: t("classes") },
    { href: "/settings/school/checklist", name: t("checklist") },
    { href: "/settings/school/webhooks", name: webhooks("title") },
    { href: "/settings/school/api-tokens", name: tokens("title") },
    { href: "/settings/school/api", name: api("title") },
  ];
  return <SectionTabs label={t("title")} current={current} pages={pages} />;
}
