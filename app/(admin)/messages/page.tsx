import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type BoxProps, boxPage } from "#app/(admin)/messages/box.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("messages");
  return { title: t("title") };
}

/** What was written to the reader. */
export default async function InboxPage(props: BoxProps) {
  return boxPage("inbox", props);
}
