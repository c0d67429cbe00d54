"use client";
import { Paperclip } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useState, useTransition } from "react";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { LoadMore } from "#components/list/load-more.tsx";
import { useAudienceWords } from "#components/messages/use-audience-words.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { listMessagesAction } from "#lib/messages/actions.ts";
import type { Box } from "#lib/messages/constants.ts";
import type { MessageLine, MessagePage } from "#lib/messages/types.ts";

type Refusal = Extract<ActionResult<never>, { ok: false }>;

/** The messages of a box, newest first; more come as the end comes near. */
export function MessageList(props: { box: Box; q: string; first: MessagePage; label: string }) {
  const { box, q, first, label } = props;
  const [shown, setShown] = useState({ first, ...first });
  const [loading, start] = useTransition();
  const [problem, setProblem] = useState<Refusal | null>(null);
  // The server has read the box again.
  if (shown.first !== first) setShown({ first, ...first });
  const { items, nextCursor } = shown;
  const loadMore = useCallback(() => {
    start(async () => {
      setProblem(null);
      const result = await listMessagesAction({ box, q, cursor: nextCursor }).catch(
        (): Refusal => ({ ok: false, code: "internal", details: {} }),
      );
      if (!result.ok) return setProblem(result);
      setShown((now) =>
        now.first === first && now.nextCursor === nextCursor
          ? { first, items: [...now.items, ...result.data.items], nextCursor: result.data.nextCursor }
          : now,
      );
    });
  }, [box, q, first, nextCursor]);
  return (
    <>
      <ul aria-label={label}>
        {items.map((line) => (
          <Line key={line.id} line={line} box={box} />
        ))}
      </ul>
      {nextCursor !== null && <LoadMore loading={loading} problem={problem} loadMore={loadMore} />}
    </>
  );
}

function Line({ line, box }: { line: MessageLine; box: Box }) {
  const t = useTranslations("messages");
  const words = useAudienceWords();
  const { id, subject, excerpt, author, to, at, read, files } = line;
  const named = words(to).join(", ");
  const other = box === "inbox" ? author.name : named === "" ? t("nobodyYet") : t("toWhom", { to: named });
  const weight = read ? "" : "font-semibold";
  return (
    <li
      className={`relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-b border-line py-2 pr-2 pl-5 hover:bg-sunken md:min-h-11 md:grid-cols-[12rem_minmax(0,1fr)_auto] md:items-center ${read ? "" : "bg-surface"}`}
    >
      {!read && (
        <span
          aria-hidden
          className="absolute top-4 left-1.5 size-2 rounded-full bg-accent md:top-[1.125rem]"
        />
      )}
      <span className={`truncate ${read ? "text-ink-2" : weight}`}>
        {other}
        {!read && <span className="sr-only">{t("unreadMark")}</span>}
      </span>
      <span className="flex items-center gap-2 text-small text-ink-3 tnum md:order-last">
        {files && (
          <>
            <Paperclip aria-hidden className="size-4" />
            <span className="sr-only">{t("hasFiles")}</span>
          </>
        )}
        <RelativeTime at={at} />
      </span>
      <span className="col-span-2 flex min-w-0 gap-2 md:col-span-1">
        <Link
          href={box === "drafts" ? `/messages/drafts/${id}` : `/messages/${id}`}
          prefetch={false}
          className={`max-w-full shrink-0 truncate outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent ${weight}`}
        >
          {subject || t("noSubject")}
        </Link>
        <span className="hidden truncate text-ink-3 sm:inline">{excerpt}</span>
      </span>
    </li>
  );
}
