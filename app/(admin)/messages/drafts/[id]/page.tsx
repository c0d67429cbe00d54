import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { attachingOf, namedOf } from "#app/(admin)/messages/compose.ts";
import { pageActor } from "#app/(admin)/page-actor.ts";
import { Compose } from "#components/messages/compose.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { knownError } from "#lib/known-error.ts";
import { getDraft } from "#lib/messages/data.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("messages");
  return { title: t("draft") };
}

/** A message that the reader has begun to write. */
export default async function DraftPage({ params }: { params: Promise<{ id: string }> }) {
  const [actor, { id }, t] = await Promise.all([pageActor(), params, getTranslations("messages")]);
  const draft = await getDraft(actor, id).catch((error: unknown) => {
    const code = knownError(error)?.code;
    if (code === "message_not_found" || code === "forbidden") notFound();
    throw error;
  });
  return (
    <>
      <PageHeader title={t("draft")} />
      <Compose
        key={id}
        beginning={{ ...draft, to: await namedOf(draft.to) }}
        attaching={attachingOf(actor)}
      />
    </>
  );
}
