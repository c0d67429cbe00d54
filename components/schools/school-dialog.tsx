"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { TimeZoneSelect } from "#components/auth/time-zone-select.tsx";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { isLocale, LOCALES } from "#lib/i18n/constants.ts";
import { foundSchoolAction } from "#lib/schools/actions.ts";
import type { MadeSchool, WantedSchool } from "#lib/schools/types.ts";

export type Founded = MadeSchool & WantedSchool;

function wantedOf(form: FormData): WantedSchool {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const locale = text("locale");
  return {
    name: text("name"),
    timeZone: text("timeZone"),
    locale: isLocale(locale) ? locale : LOCALES[0],
    adminName: text("adminName"),
    adminEmail: text("adminEmail"),
  };
}

/** Asks what a new school is called and who sees to it; what is wrong is said, and nothing is lost of what was typed. */
export function SchoolDialog(props: {
  zones: readonly string[];
  onFounded: (founded: Founded) => void;
  onClosed: () => void;
}) {
  const { zones, onFounded, onClosed } = props;
  const t = useTranslations("quota");
  const ask = useTranslations("quota.newSchool");
  const languages = useTranslations("languages");
  const errorText = useErrorText();
  const current = useLocale();
  const id = useId();
  const [open, setOpen] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const found = (wanted: WantedSchool) =>
    start(async () => {
      setProblem(null);
      const result = await confirmFirst(() => foundSchoolAction(wanted)).catch(() => null);
      if (!result?.ok) {
        return setProblem(result === null ? t("unreachable") : errorText(result.code, result.details));
      }
      onFounded({ ...wanted, ...result.data });
      setOpen(false);
    });
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      onClosed={onClosed}
      title={ask("addTitle")}
      text={ask("addText")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          found(wantedOf(new FormData(event.currentTarget)));
        }}
        className="flex flex-col gap-4"
      >
        <Field id={`${id}name`} label={ask("name")}>
          {(control) => (
            <input {...control} name="name" required maxLength={120} autoComplete="off" className={CONTROL} />
          )}
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field id={`${id}zone`} label={ask("timeZone")}>
            {(control) => <TimeZoneSelect control={control} zones={zones} />}
          </Field>
          <Field id={`${id}locale`} label={ask("language")}>
            {(control) => (
              <select {...control} name="locale" defaultValue={current} className={CONTROL}>
                {LOCALES.map((locale) => (
                  <option key={locale} value={locale}>
                    {languages(locale)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Field id={`${id}adminName`} label={ask("adminName")}>
          {(control) => (
            <input
              {...control}
              name="adminName"
              required
              maxLength={120}
              autoComplete="off"
              className={CONTROL}
            />
          )}
        </Field>
        <Field id={`${id}adminEmail`} label={ask("adminEmail")}>
          {(control) => (
            <input
              {...control}
              name="adminEmail"
              type="email"
              required
              maxLength={254}
              autoComplete="off"
              className={CONTROL}
            />
          )}
        </Field>
        {problem !== null && <Banner tone="loss">{problem}</Banner>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {ask("add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
