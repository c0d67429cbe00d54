import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { LOOK_COOKIE, readLook } from "#components/documents/look.ts";
import { ListSkeleton } from "#components/list/list-skeleton.tsx";

export default async function Loading() {
  const [t, jar] = await Promise.all([getTranslations("documents"), cookies()]);
  const { view } = readLook(jar.get(LOOK_COOKIE)?.value);
  return <ListSkeleton title={t("title")} tabs cards={view === "grid"} />;
}
