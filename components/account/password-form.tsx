"use client";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { NewPassword } from "#components/auth/new-password.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { changePasswordAction } from "#lib/auth/actions.ts";
import { PASSWORD_MIN } from "#lib/auth/constants.ts";

/** Changes the reader's own password. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("account");
  const [result, action, pending] = useActionState(changePasswordAction, null);
  const fields = { currentPassword: t("currentPassword"), newPassword: t("newPassword") };
  return (
    <form action={action} className="flex flex-col gap-4">
      {/* Tells password managers whose password this is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field id="currentPassword" label={fields.currentPassword}>
        {(control) => (
          <input
            {...control}
            name="currentPassword"
            type="password"
            autoComplete="current-password"
            required
            className={CONTROL}
          />
        )}
      </Field>
      <NewPassword
        name="newPassword"
        label={fields.newPassword}
        hint={t("newPasswordHint", { minimum: PASSWORD_MIN })}
      />
      {result?.ok && <Banner tone="done">{t("changed")}</Banner>}
      <FormProblem result={result} fields={fields} />
      <div>
        <Button type="submit" disabled={pending}>
          {pending ? t("changing") : t("changePassword")}
        </Button>
      </div>
    </form>
  );
}
