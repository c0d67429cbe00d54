import { getTranslations } from "next-intl/server";
import { ListSkeleton } from "#components/list/list-skeleton.tsx";

export default async function Loading() {
  const t = await getTranslations("media");
  return <ListSkeleton title={t("title")} cards />;
}
