"use client";
import { useTranslations } from "next-intl";
import { type SubmitEvent, startTransition, useActionState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { NewPassword } from "#components/auth/new-password.tsx";
import { TimeZoneSelect } from "#components/auth/time-zone-select.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { setUpAction } from "#lib/auth/actions.ts";
import { PASSWORD_MIN } from "#lib/auth/constants.ts";
import { LOCALES } from "#lib/i18n/constants.ts";

const GROUP = "flex flex-col gap-4 border-t border-line pt-4";

/** School and first administrator. A plain form underneath: it works before and without the script. */
export function SetupForm(props: { token: string; locale: string; timeZones: readonly string[] }) {
  const t = useTranslations("setup");
  const [result, action, pending] = useActionState(setUpAction, null);
  const fields = {
    schoolName: t("schoolName"),
    timeZone: t("timeZone"),
    name: t("name"),
    email: t("email"),
    password: t("password"),
  };
  // With the script, the form is sent by hand, because React would empty it afterwards, refused or not.
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => action(form));
  };
  return (
    <form action={action} onSubmit={submit} className="flex flex-col gap-6">
      <input type="hidden" name="token" value={props.token} />
      <fieldset className={GROUP}>
        <legend className="float-left mb-1 text-small font-medium text-ink-3">{t("school")}</legend>
        <Field id="schoolName" label={fields.schoolName}>
          {(control) => (
            <input
              {...control}
              name="schoolName"
              autoComplete="organization"
              required
              maxLength={120}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first thing to do on this page.
              autoFocus
              className={CONTROL}
            />
          )}
        </Field>
        <Field id="timeZone" label={fields.timeZone} hint={t("timeZoneHint")}>
          {(control) => <TimeZoneSelect control={control} zones={props.timeZones} />}
        </Field>
        <LanguageSelect locale={props.locale} />
      </fieldset>
      <fieldset className={GROUP}>
        <legend className="float-left mb-1 text-small font-medium text-ink-3">{t("administrator")}</legend>
        <Field id="name" label={fields.name}>
          {(control) => (
            <input
              {...control}
              name="name"
              autoComplete="name"
              required
              maxLength={120}
              className={CONTROL}
            />
          )}
        </Field>
        <Field id="email" label={fields.email}>
          {(control) => (
            <input
              {...control}
              name="email"
              type="email"
              autoComplete="username"
              required
              maxLength={254}
              className={CONTROL}
            />
          )}
        </Field>
        <NewPassword
          name="password"
          label={fields.password}
          hint={t("passwordHint", { minimum: PASSWORD_MIN })}
        />
      </fieldset>
      <FormProblem result={result} fields={fields} />
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? t("pending") : t("submit")}
      </Button>
    </form>
  );
}

function LanguageSelect({ locale }: { locale: string }) {
  const t = useTranslations("languages");
  return (
    <Field id="locale" label={t("label")}>
      {(control) => (
        <select {...control} name="locale" defaultValue={locale} className={CONTROL}>
          {LOCALES.map((each) => (
            <option key={each} value={each} lang={each}>
              {t(each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
