"use client";
import { useTranslations } from "next-intl";
import { type SubmitEvent, startTransition, useActionState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { NewPassword } from "#components/auth/new-password.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { PASSWORD_MIN } from "#lib/auth/constants.ts";
import { joinAction } from "#lib/members/actions.ts";

/** Takes an invitation up. A plain form underneath: it works before and without the script. */
export function JoinForm(props: { token: string; email: string; name: string; hasAccount: boolean }) {
  const { token, email, name, hasAccount } = props;
  const t = useTranslations("join");
  const [result, action, pending] = useActionState(joinAction, null);
  const fields = { name: t("name"), password: t(hasAccount ? "current" : "password") };
  // With the script, the form is sent by hand, because React would empty it afterwards, refused or not.
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => action(form));
  };
  return (
    <form action={action} onSubmit={submit} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {/* For password managers, which keep a password under an address. */}
      <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
      {!hasAccount && (
        <Field id="name" label={fields.name}>
          {(control) => (
            <input
              {...control}
              name="name"
              defaultValue={name}
              autoComplete="name"
              required
              maxLength={120}
              className={CONTROL}
            />
          )}
        </Field>
      )}
      {hasAccount ? (
        <Field id="password" label={fields.password} hint={t("currentHint")}>
          {(control) => (
            <input
              {...control}
              name="password"
              type="password"
              autoComplete="current-password"
              required
              className={CONTROL}
            />
          )}
        </Field>
      ) : (
        <NewPassword
          name="password"
          label={fields.password}
          hint={t("passwordHint", { minimum: PASSWORD_MIN })}
        />
      )}
      <FormProblem result={result} fields={fields} />
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? t("pending") : t("submit")}
      </Button>
    </form>
  );
}
