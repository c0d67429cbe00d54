import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type BoxProps, boxPage } from "#app/(admin)/messages/box.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("messages");
  return { title: t("box.sent") };
}

/** What the reader has sent. */
export default async function SentPage(props: BoxProps) {
  return boxPage("sent", props);
}
