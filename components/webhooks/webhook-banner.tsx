import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Banner } from "#components/ui/banner.tsx";

/** Says that webhooks were switched off, to those who can see to it. */
export async function WebhookBanner({ count }: { count: number }) {
  if (count === 0) return null;
  const t = await getTranslations("webhooks");
  return (
    <div className="mb-4">
      <Banner tone="wait">
        {t("bannerDisabled", { count })}{" "}
        <Link href="/settings/school/webhooks" className="font-medium underline underline-offset-2">
          {t("toWebhooks")}
        </Link>
      </Banner>
    </div>
  );
}
