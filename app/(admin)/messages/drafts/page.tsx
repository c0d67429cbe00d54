import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type BoxProps, boxPage } from "#app/(admin)/messages/box.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("messages");
  return { title: t("box.drafts") };
}

/** What the reader is still writing. */
export default async function DraftsPage(props: BoxProps) {
  return boxPage("drafts", props);
}
