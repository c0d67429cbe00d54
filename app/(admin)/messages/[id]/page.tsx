import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { MessageView } from "#components/messages/message-view.tsx";
import { knownError } from "#lib/known-error.ts";
import { getMessage } from "#lib/messages/data.ts";
import type { Message } from "#lib/messages/types.ts";

type Props = { params: Promise<{ id: string }> };

async function read({ params }: Props): Promise<{ message: Message; mayWrite: boolean }> {
  const [actor, { id }] = await Promise.all([pageActor(), params]);
  const message = await getMessage(actor, id).catch((error: unknown) => {
    if (knownError(error)?.code === "message_not_found") notFound();
    throw error;
  });
  return { message, mayWrite: actor.can("messages:write") };
}

export async function generateMetadata(): Promise<Metadata> {
  // A subject may name a child, and titles stay in a browser's history.
  const t = await getTranslations("messages");
  return { title: t("message") };
}

/** One message, for its author and those who got it. */
export default async function MessagePage(props: Props) {
  const { message, mayWrite } = await read(props);
  return <MessageView message={message} mayWrite={mayWrite} />;
}
