"use client";
import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { signInAction } from "#lib/auth/actions.ts";

/** Email and password. A plain form underneath: it works before and without the script. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("signIn");
  const [result, action, pending] = useActionState(signInAction, null);
  // Held here because React empties a form after its action, and nobody likes to type an address twice.
  const [email, setEmail] = useState(result?.ok === false ? String(result.details.email ?? "") : "");
  const fields = { email: t("email"), password: t("password") };
  const failed = result?.ok === false;
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormProblem result={result} fields={fields} />
      <input type="hidden" name="next" value={next} />
      <Field id="email" label={fields.email}>
        {(control) => (
          <input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this page.
            autoFocus={email === ""}
            aria-invalid={failed || undefined}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            className={CONTROL}
          />
        )}
      </Field>
      <Field id="password" label={fields.password}>
        {(control) => (
          <input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do on this page.
            autoFocus={email !== ""}
            aria-invalid={failed || undefined}
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
