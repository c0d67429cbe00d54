import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Problem } from "#components/errors/problem.tsx";
import { buttonClass } from "#components/ui/button.tsx";

/** What is not there for this reader, inside the frame of the signed-in pages. */
export default async function NotFound() {
  const t = await getTranslations("problem");
  return (
    <Problem title={t("notFoundTitle")} text={t("notFound")}>
      <Link href="/documents" className={buttonClass("primary")}>
        {t("toDocuments")}
      </Link>
    </Problem>
  );
}
