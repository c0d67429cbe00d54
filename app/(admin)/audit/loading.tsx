import { getTranslations } from "next-intl/server";
import { TITLE } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

const LINES = [1, 2, 3, 4, 5, 6, 7, 8];

export default async function Loading() {
  const t = await getTranslations("audit");
  return (
    <div aria-busy>
      <p className={`mb-4 flex min-h-9 items-center ${TITLE}`}>{t("title")}</p>
      <Skeleton className="mb-5 h-16 w-full rounded-md" />
      <Skeleton className="mb-6 h-28 w-full rounded-md" />
      {LINES.map((line) => (
        <Skeleton key={line} className="mb-4 h-10 w-full rounded-md" />
      ))}
    </div>
  );
}
