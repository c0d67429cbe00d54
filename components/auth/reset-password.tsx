"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, type SubmitEvent, startTransition, useActionState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { NewPassword } from "#components/auth/new-password.tsx";
import { useResetLink } from "#components/auth/use-reset-link.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { PASSWORD_MIN } from "#lib/auth/constants.ts";
import { resetPasswordAction } from "#lib/password-reset/actions.ts";
import type { OpenReset } from "#lib/password-reset/types.ts";

function Told({ title, text, children }: { title: string; text: ReactNode; children: ReactNode }) {
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 mb-6 text-ink-2 [overflow-wrap:anywhere]">{text}</p>
      {children}
    </>
  );
}

/** Takes up a link for a new password: whose it is, the new one, and what comes after. */
export function ResetPassword() {
  const { secret, link } = useResetLink();
  return <WithLink key={secret} secret={secret} link={link} />;
}

function WithLink({ secret, link }: ReturnType<typeof useResetLink>) {
  const t = useTranslations("reset");
  const [result, action, pending] = useActionState(resetPasswordAction, null);
  if (result?.ok) {
    return (
      <Told title={t("doneTitle")} text={t("done")}>
        <Link href="/sign-in" className={buttonClass("primary")}>
          {t("toSignIn")}
        </Link>
      </Told>
    );
  }
  if (link === undefined) {
    return (
      <Told title={t("title")} text={<Skeleton className="h-5 w-64" />}>
        <Skeleton className="h-32" />
      </Told>
    );
  }
  if (link === "unreachable") {
    return (
      <Told title={t("title")} text={t("unreachable")}>
        <Button onClick={() => location.reload()}>{t("again")}</Button>
      </Told>
    );
  }
  if (link === null || (result !== null && result.code === "reset_not_good")) {
    return (
      <Told title={t("badTitle")} text={t("bad")}>
        <Link href="/forgotten" className={buttonClass()}>
          {t("another")}
        </Link>
      </Told>
    );
  }
  // Sent by hand, because React would empty the form afterwards, refused or not.
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    form.set("token", secret);
    startTransition(() => action(form));
  };
  return (
    <Told title={t("title")} text={t("intro", { name: link.name, email: link.email })}>
      <ResetForm link={link} pending={pending} onSubmit={submit}>
        <FormProblem result={result} fields={{ password: t("password") }} />
      </ResetForm>
    </Told>
  );
}

function ResetForm(props: {
  link: OpenReset;
  pending: boolean;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  children: ReactNode;
}) {
  const { link, pending, onSubmit, children } = props;
  const t = useTranslations("reset");
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {/* For password managers, which keep a password under an address. */}
      <input type="email" name="email" value={link.email} autoComplete="username" readOnly hidden />
      <NewPassword
        name="password"
        label={t("password")}
        hint={t("passwordHint", { minimum: PASSWORD_MIN })}
      />
      {children}
      <Button type="submit" variant="primary" disabled={pending}>
        {pending ? t("pending") : t("submit")}
      </Button>
    </form>
  );
}
