"use client";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { requestResetAction } from "#lib/password-reset/actions.ts";
import { RESET_MINUTES } from "#lib/password-reset/constants.ts";

/** Asks where to mail the link for a new password. A plain form underneath: it works before and without the script. */
export function ForgottenForm() {
  const t = useTranslations("forgotten");
  const [result, action, pending] = useActionState(requestResetAction, null);
  if (result?.ok) {
    return <Banner tone="done">{t("sent", { email: result.data.email, minutes: RESET_MINUTES })}</Banner>;
  }
  const fields = { email: t("email") };
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormProblem result={result} fields={fields} />
      <Field id="email" label={fields.email}>
        {(control) => (
          <input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this page.
            autoFocus
            className={CONTROL}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? t("pending") : t("submit")}
      </Button>
    </form>
  );
}
