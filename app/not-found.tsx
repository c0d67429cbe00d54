import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Problem } from "#components/errors/problem.tsx";
import { buttonClass } from "#components/ui/button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("problem");
  return { title: t("notFoundTitle") };
}

/** The page for what is not there, or not for this reader: the two look the same. */
export default async function NotFound() {
  const t = await getTranslations("problem");
  return (
    <main>
      <Problem title={t("notFoundTitle")} text={t("notFound")}>
        <Link href="/documents" className={buttonClass("primary")}>
          {t("toDocuments")}
        </Link>
      </Problem>
    </main>
  );
}
