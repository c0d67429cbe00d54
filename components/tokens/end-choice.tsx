"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { TOKEN_DAYS } from "#lib/tokens/constants.ts";

/** When a token ends: in so many days, on a day, or never. */
export type End = { way: `${(typeof TOKEN_DAYS)[number]}` | "day" | "never"; day: string };

/** As the server takes it. */
export const endOf = ({ way, day }: End): number | string | null =>
  way === "never" ? null : way === "day" ? day : Number(way);

/** Asks when a token ends. One without an end is pointed out. */
export function EndChoice(props: { end: End; tomorrow: string; onChange: (end: End) => void }) {
  const { end, tomorrow, onChange } = props;
  const t = useTranslations("tokens");
  const id = useId();
  return (
    <div className="flex flex-col gap-2">
      <Field id={`${id}way`} label={t("end")} {...(end.way === "never" && { hint: t("neverHint") })}>
        {(control) => (
          <select
            {...control}
            value={end.way}
            onChange={({ target }) => onChange({ ...end, way: target.value as End["way"] })}
            className={CONTROL}
          >
            {TOKEN_DAYS.map((days) => (
              <option key={days} value={days}>
                {t("inDays", { days })}
              </option>
            ))}
            <option value="day">{t("onDay")}</option>
            <option value="never">{t("never")}</option>
          </select>
        )}
      </Field>
      {end.way === "day" && (
        <Field id={`${id}day`} label={t("lastDay")}>
          {(control) => (
            <input
              {...control}
              type="date"
              required
              min={tomorrow}
              max="9998-12-31"
              value={end.day}
              onChange={({ target }) => onChange({ ...end, day: target.value })}
              className={CONTROL}
            />
          )}
        </Field>
      )}
    </div>
  );
}
