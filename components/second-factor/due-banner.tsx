import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Banner } from "#components/ui/banner.tsx";

/** Says by when the reader's school asks them for a second step. @param due null where it does not, or they have one. */
export async function SecondFactorDue({ due, timeZone }: { due: Date | null; timeZone: string }) {
  if (due === null) return null;
  const [t, locale] = await Promise.all([getTranslations("secondFactorPolicy"), getLocale()]);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(due);
  return (
    <div className="mb-4">
      <Banner tone="wait">
        {t("due", { day })}{" "}
        <Link href="/settings/account#two-steps" className="font-medium underline underline-offset-2">
          {t("setUp")}
        </Link>
      </Banner>
    </div>
  );
}
