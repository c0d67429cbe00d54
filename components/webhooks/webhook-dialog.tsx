"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { EventChoice } from "#components/webhooks/event-choice.tsx";
import { EVENT_TYPES, type EventType, MAX_URL } from "#lib/webhooks/constants.ts";

export type Wanted = { url: string; events: EventType[]; restricted: boolean };
type Failure = {
  code: Parameters<ReturnType<typeof useErrorText>>[0];
  details: Parameters<ReturnType<typeof useErrorText>>[1];
};

type Props = {
  /** What is changed; null to add one. */
  webhook: Wanted | null;
  /** Whether the operator lets webhooks into their own network. */
  allowsPrivate: boolean;
  /** Stores it; answers why it could not be, `null` where the server could not be asked. */
  onSave: (wanted: Wanted) => Promise<"done" | Failure | null>;
  onClosed: () => void;
};

/** Adds a webhook or changes one; what is wrong is said, and nothing is lost of what was typed. */
export function WebhookDialog({ webhook, allowsPrivate, onSave, onClosed }: Props) {
  const t = useTranslations("webhooks");
  const id = useId();
  const errorText = useErrorText();
  const [open, setOpen] = useState(true);
  const [url, setUrl] = useState(webhook?.url ?? "https://");
  const [events, setEvents] = useState<ReadonlySet<EventType>>(new Set(webhook?.events ?? EVENT_TYPES));
  const [restricted, setRestricted] = useState(webhook?.restricted ?? false);
  const [problem, setProblem] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [pending, start] = useTransition();
  const save = () =>
    start(async () => {
      setTried(true);
      setProblem(null);
      if (events.size === 0) return;
      const result = await onSave({ url, events: [...events], restricted });
      if (result === "done") setOpen(false);
      else setProblem(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      onClosed={onClosed}
      title={t(webhook === null ? "addTitle" : "editTitle")}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        className="flex flex-col gap-4"
      >
        <Field id={`${id}url`} label={t("url")} hint={t(allowsPrivate ? "urlHintPrivate" : "urlHint")}>
          {(control) => (
            <input
              {...control}
              type="url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              maxLength={MAX_URL}
              value={url}
              aria-invalid={problem !== null || undefined}
              onChange={(event) => setUrl(event.target.value)}
              className={CONTROL}
            />
          )}
        </Field>
        {problem !== null && (
          <p role="alert" className="-mt-2 text-small text-loss">
            {problem}
          </p>
        )}
        <EventChoice
          chosen={events}
          onChange={setEvents}
          problem={tried && events.size === 0 ? t("eventsProblem") : null}
        />
        <label className="flex min-h-9 cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={restricted}
            onChange={(event) => setRestricted(event.target.checked)}
            className="shrink-0"
          />
          <span className="min-w-0">
            {t("restricted")} <span className="block text-small text-ink-3">{t("restrictedHint")}</span>
          </span>
        </label>
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {t(webhook === null ? "add" : "save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
