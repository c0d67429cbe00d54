import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { MessageActions } from "#components/messages/message-actions.tsx";
import { MessageBody } from "#components/messages/message-body.tsx";
import { MessageFiles } from "#components/messages/message-files.tsx";
import { NamedIn } from "#components/messages/named-in.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Message } from "#lib/messages/types.ts";

/** A message: from whom, to whom, what it says and what hangs on it. */
export async function MessageView({ message, mayWrite }: { message: Message; mayWrite: boolean }) {
  const [t, format] = await Promise.all([getTranslations("messages"), getFormatter()]);
  const { author, to, sentAt, body, files, subject, received } = message;
  const home = received === null ? "/messages/sent" : "/messages";
  return (
    <article className="max-w-3xl">
      <Link
        href={home}
        className="-ml-2 mb-2 inline-flex h-9 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:h-11"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t(received === null ? "box.sent" : "box.inbox")}
      </Link>
      <PageHeader title={subject || t("noSubject")}>
        <MessageActions message={message} mayWrite={mayWrite} home={home} />
      </PageHeader>
      <dl className="mb-5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 border-b border-line pb-4 text-ink-2">
        <dt className="text-ink-3">{t("from")}</dt>
        <dd className="font-medium text-ink wrap-anywhere">{author.name ?? t("somebody")}</dd>
        <dt className="text-ink-3">{t("to")}</dt>
        <dd className="wrap-anywhere">
          <NamedIn to={to} />
        </dd>
        <dt className="text-ink-3">{t("sent")}</dt>
        <dd>
          <time dateTime={sentAt}>
            {format.dateTime(new Date(sentAt), { dateStyle: "full", timeStyle: "short" })}
          </time>
        </dd>
      </dl>
      {body.trim() !== "" && <MessageBody text={body} />}
      {files.length > 0 && <MessageFiles files={files} />}
    </article>
  );
}
