"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { sayDone, sayFailed } from "#components/ui/toasts.ts";
import { setSecondFactorPolicyAction } from "#lib/second-factor/actions.ts";
import { GRACE_DAYS } from "#lib/second-factor/constants.ts";
import type { SecondFactorPolicy } from "#lib/second-factor/types.ts";

type Choice = (typeof GRACE_DAYS)[number];

/** Whether a school asks its members for two steps, and from when. */
export function PolicyForm({ first, timeZone }: { first: SecondFactorPolicy; timeZone: string }) {
  const t = useTranslations("secondFactorPolicy");
  const errorText = useErrorText();
  const locale = useLocale();
  const id = useId();
  const [policy, setPolicy] = useState(first);
  const [days, setDays] = useState<Choice>(14);
  const [pending, start] = useTransition();
  const { from, isDue, members, having } = policy;
  const save = (wanted: Choice | null) =>
    start(async () => {
      const result = await confirmFirst(() => setSecondFactorPolicyAction(wanted)).catch(() => null);
      if (!result?.ok) return sayFailed(errorText(result?.code ?? "internal", result?.details));
      setPolicy(result.data);
      sayDone(t(wanted === null ? "isLeft" : "isAsked"));
    });
  const day = (at: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(new Date(at));
  return (
    <>
      <p>{from === null ? t("left") : t(isDue ? "asked" : "askedFrom", { day: day(from) })}</p>
      <p className="text-ink-2">{t("having", { having, members })}</p>
      {from === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save(days);
          }}
          className="flex flex-wrap items-end gap-2"
        >
          <div className="min-w-48 flex-1">
            <Field id={id} label={t("from")}>
              {(control) => (
                <select
                  {...control}
                  value={days}
                  onChange={(event) =>
                    setDays(GRACE_DAYS.find((each) => String(each) === event.target.value) ?? 14)
                  }
                  className={CONTROL}
                >
                  {GRACE_DAYS.map((each) => (
                    <option key={each} value={each}>
                      {t("inDays", { days: each })}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <Button type="submit" variant="primary" disabled={pending}>
            {t(pending ? "saving" : "ask")}
          </Button>
        </form>
      ) : (
        <div>
          <Button disabled={pending} onClick={() => save(null)}>
            {t(pending ? "saving" : "leave")}
          </Button>
        </div>
      )}
      <p className="text-small text-ink-3">{t("hint")}</p>
    </>
  );
}
