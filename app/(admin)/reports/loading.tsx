import { getTranslations } from "next-intl/server";
import { ListSkeleton } from "#components/list/list-skeleton.tsx";

export default async function Loading() {
  const t = await getTranslations("reports");
  return <ListSkeleton title={t("title")} />;
}
