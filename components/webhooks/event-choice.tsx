"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { eventKey } from "#components/webhooks/event-key.ts";
import { EVENT_TYPES, type EventType } from "#lib/webhooks/constants.ts";

type Props = {
  chosen: ReadonlySet<EventType>;
  onChange: (chosen: ReadonlySet<EventType>) => void;
  problem: string | null;
};

/** What an address is told of. */
export function EventChoice({ chosen, onChange, problem }: Props) {
  const t = useTranslations("webhooks");
  const id = useId();
  const turn = (type: EventType, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(type);
    else next.delete(type);
    onChange(next);
  };
  return (
    <fieldset className="min-w-0" aria-describedby={problem === null ? undefined : id}>
      <legend className="mb-1 font-medium">{t("events")}</legend>
      {EVENT_TYPES.map((type) => (
        <label key={type} className="flex min-h-9 cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={chosen.has(type)}
            onChange={(event) => turn(type, event.target.checked)}
            className="shrink-0"
          />
          <span className="min-w-0">
            {t(`event.${eventKey(type)}`)}{" "}
            <code className="text-caption wrap-anywhere text-ink-3">{type}</code>
          </span>
        </label>
      ))}
      {problem !== null && (
        <p id={id} role="alert" className="mt-1 text-small text-loss">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
