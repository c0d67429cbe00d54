import { getTranslations } from "next-intl/server";
import { TITLE } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default async function Loading() {
  const t = await getTranslations("usage");
  return (
    <div aria-busy>
      <p className={`mb-4 flex min-h-9 items-center ${TITLE}`}>{t("title")}</p>
      <Skeleton className="h-60 w-full rounded-md sm:h-24" />
      <Skeleton className="mt-8 h-56 w-full rounded-md" />
    </div>
  );
}
