"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { CodeField } from "#components/second-factor/code-field.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import type { ActionResult } from "#lib/action-result.ts";

type Given = { code: string; password: string | null };

/** Asks for a code and for the password, and keeps what was typed where one of them was wrong. */
export function CodeAndPassword<T>(props: {
  hasPassword: boolean;
  email: string;
  intro: string;
  /** The words of the button. */
  submit: string;
  loss?: boolean;
  /** Whether a recovery code will do. */
  takesRecovery?: boolean;
  send: (given: Given) => Promise<ActionResult<T>>;
  onDone: (data: T) => void;
  onCancel?: () => void;
}) {
  const { hasPassword, email, intro, submit, loss, takesRecovery = false, send, onDone, onCancel } = props;
  const t = useTranslations("secondFactor");
  const errorText = useErrorText();
  const id = useId();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const go = () =>
    start(async () => {
      const result = await send({ code, password: hasPassword ? password : null }).catch(() => null);
      if (result?.ok) return onDone(result.data);
      setProblem(errorText(result?.code ?? "internal", result?.details));
      if (result?.code === "wrong_password") setPassword("");
      else setCode("");
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
      className="flex flex-col gap-4"
    >
      <p>{intro}</p>
      {problem !== null && <Banner tone="loss">{problem}</Banner>}
      <CodeField
        id={`${id}code`}
        label={t("code")}
        {...(takesRecovery && { hint: t("codeHint") })}
        isRecovery={takesRecovery}
        value={code}
        onChange={setCode}
      />
      {hasPassword && (
        <>
          {/* Tells password managers whose password this is. */}
          <input type="hidden" autoComplete="username" value={email} readOnly />
          <Field id={`${id}password`} label={t("password")}>
            {(control) => (
              <input
                {...control}
                type="password"
                autoComplete="current-password"
                required
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                className={CONTROL}
              />
            )}
          </Field>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant={loss ? "loss" : "primary"} disabled={pending}>
          {pending ? t("checking") : submit}
        </Button>
        {onCancel && (
          <Button disabled={pending} onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}
