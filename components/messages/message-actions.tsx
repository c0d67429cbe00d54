"use client";
import { MailOpen, Reply, ReplyAll, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { markMessageAction, moveMessageAction } from "#lib/messages/actions.ts";
import type { Message } from "#lib/messages/types.ts";

const UNREACHABLE = { ok: false, code: "internal", details: {} } as const;

/** What can be done with a message. Opening it is reading it. */
export function MessageActions(props: { message: Message; mayWrite: boolean; home: string }) {
  const { message, mayWrite, home } = props;
  const { id, mine, received, to } = message;
  const t = useTranslations("messages");
  const router = useRouter();
  const errorText = useErrorText();
  const [pending, start] = useTransition();
  const unread = received?.read === false;
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (!unread || seen.current === id) return;
    seen.current = id;
    // What cannot be noted now is noted when it is opened again.
    void markMessageAction({ id, read: true })
      .then((result) => result.ok && router.refresh())
      .catch(() => undefined);
  }, [id, unread, router]);

  const ask = async (work: Promise<ActionResult<null>>): Promise<boolean> => {
    const result = await work.catch(() => UNREACHABLE);
    if (!result.ok) sayFailed(errorText(result.code, result.details));
    return result.ok;
  };
  const markUnread = () =>
    start(async () => {
      if (!(await ask(markMessageAction({ id, read: false })))) return;
      router.push(home);
      // The count in the navigation stands around all pages.
      router.refresh();
    });
  const box = received === null ? "sent" : "inbox";
  const putBack = async () => {
    if (await ask(moveMessageAction({ id, box, to: "back" }))) router.refresh();
  };
  const remove = () =>
    start(async () => {
      if (!(await ask(moveMessageAction({ id, box, to: "gone" })))) return;
      sayDone(t("deleted"), { label: t("undo"), onClick: () => void putBack() });
      router.push(home);
      router.refresh();
    });
  const others = to.school || to.roles.length > 0 || to.people.length > 1;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {mayWrite && !mine && (
        <Link href={`/messages/new?reply=${id}`} className={buttonClass("primary")}>
          <Reply aria-hidden className="size-4" />
          {t("reply")}
        </Link>
      )}
      {mayWrite && others && (
        <Link href={`/messages/new?reply=${id}&all=1`} className={buttonClass()}>
          <ReplyAll aria-hidden className="size-4" />
          {t("replyAll")}
        </Link>
      )}
      <span className="flex">
        {received !== null && (
          <IconButton label={t("markUnread")} disabled={pending} onClick={markUnread}>
            <MailOpen aria-hidden className="size-4" />
          </IconButton>
        )}
        <IconButton label={t("delete")} disabled={pending} onClick={remove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </span>
    </div>
  );
}
