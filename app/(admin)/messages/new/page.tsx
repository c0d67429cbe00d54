import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { attachingOf, namedOf } from "#app/(admin)/messages/compose.ts";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { answerTo, quote } from "#components/messages/answer.ts";
import { type Beginning, Compose } from "#components/messages/compose.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Actor } from "#lib/auth/actor.ts";
import { knownError } from "#lib/known-error.ts";
import { getMessage } from "#lib/messages/data.ts";

type Props = { searchParams: Promise<{ reply?: string | string[]; all?: string | string[] }> };

const NOTHING: Beginning = { id: null, to: [], subject: "", body: "", files: [] };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("messages");
  return { title: t("new") };
}

/** What an answer begins with; nothing where there is nothing to answer. */
async function answering(actor: Actor, id: string, all: boolean): Promise<Beginning> {
  const message = await getMessage(actor, id).catch((error: unknown) => {
    if (knownError(error)?.code === "message_not_found") return null;
    throw error;
  });
  if (message === null) return NOTHING;
  const [t, format] = await Promise.all([getTranslations("messages"), getFormatter()]);
  const { to, subject } = answerTo(message, actor.userId, all);
  const when = format.dateTime(new Date(message.sentAt), { dateStyle: "medium", timeStyle: "short" });
  const intro = t("wrote", { name: message.author.name ?? t("somebody"), when });
  return { ...NOTHING, to: await namedOf(to), subject, body: quote(intro, message.body) };
}

/** Where messages are written. */
export default async function NewMessagePage({ searchParams }: Props) {
  const [actor, { reply, all }, t] = await Promise.all([
    pageActor(),
    searchParams,
    getTranslations("messages"),
  ]);
  if (!actor.can("messages:write")) notFound();
  const beginning = typeof reply === "string" ? await answering(actor, reply, all === "1") : NOTHING;
  return (
    <>
      <PageHeader title={t("new")} />
      <Compose beginning={beginning} attaching={attachingOf(actor)} />
    </>
  );
}
