"use client";
import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { RelativeTime } from "#components/format/relative-time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { endOtherSessionsAction, endSessionAction } from "#lib/sessions/actions.ts";
import type { SessionItem } from "#lib/sessions/types.ts";

/** Where the reader is signed in, and how to end it there. */
export function SessionList({ sessions }: { sessions: readonly SessionItem[] }) {
  const t = useTranslations("sessions");
  const errorText = useErrorText();
  const [known, setKnown] = useState({ from: sessions, items: sessions });
  // The server has read them again.
  if (known.from !== sessions) setKnown({ from: sessions, items: sessions });
  const [busy, start] = useTransition();
  const list = useRef<HTMLUListElement>(null);
  const { items } = known;
  const others = items.filter(({ isOwn }) => !isOwn);
  const show = (left: readonly SessionItem[]) => {
    setKnown((now) => ({ ...now, items: left }));
    // What was pressed is gone with its row.
    list.current?.focus();
  };
  const end = (session: SessionItem) =>
    start(async () => {
      const result = await endSessionAction(session.id).catch(() => null);
      // Ended meanwhile is ended.
      const gone = result?.ok === false && result.code === "not_found";
      if (!gone && !result?.ok) return sayFailed(errorText(result?.code ?? "internal", result?.details));
      show(result.ok ? result.data : items.filter(({ id }) => id !== session.id));
      sayDone(t("ended"));
    });
  const endOthers = () =>
    start(async () => {
      const result = await endOtherSessionsAction().catch(() => null);
      if (!result?.ok) return sayFailed(errorText(result?.code ?? "internal", result?.details));
      show(result.data.left);
      sayDone(t("endedOthers", { count: result.data.ended }));
    });
  return (
    <>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={t("title")}
        aria-busy={busy}
        className="flex flex-col divide-y divide-line rounded-md border border-line outline-none"
      >
        {items.map((session) => (
          <Session key={session.id} session={session} busy={busy} onEnd={() => end(session)} />
        ))}
      </ul>
      {others.length === 0 && <p className="text-small text-ink-2">{t("onlyHere")}</p>}
      {others.length > 1 && (
        <Button className="self-start" disabled={busy} onClick={endOthers}>
          {t("endOthers")}
        </Button>
      )}
    </>
  );
}

function Session(props: { session: SessionItem; busy: boolean; onEnd: () => void }) {
  const { session, busy, onEnd } = props;
  const { isOwn, browser, system, ip, schoolName } = session;
  const t = useTranslations("sessions");
  const name = browser === null ? t("unknown") : system === null ? browser : t("on", { browser, system });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-3 py-2.5">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {isOwn && <Badge>{t("own")}</Badge>}
        </p>
        <p className="text-small text-ink-3 tnum">
          {schoolName}
          {ip !== null && <> · {ip}</>}
        </p>
        <p className="text-small text-ink-3 tnum">
          {t("signedIn")} <RelativeTime at={session.signedInAt} />
          {" · "}
          {t("lastUsed")} <RelativeTime at={session.lastSeenAt} />
        </p>
      </div>
      {!isOwn && (
        <Button className="h-8 text-small" disabled={busy} onClick={onEnd} aria-label={t("endOf", { name })}>
          <LogOut aria-hidden className="size-4" />
          {t("end")}
        </Button>
      )}
    </li>
  );
}
