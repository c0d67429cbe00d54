"use client";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { CodeField } from "#components/second-factor/code-field.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { signOutAction } from "#lib/auth/actions.ts";
import { confirmAction } from "#lib/reauthentication/actions.ts";
import type { ConfirmBy } from "#lib/reauthentication/types.ts";

/** The question who is there, over whatever was asked for. */
export function WhoItIs(props: {
  ways: readonly ConfirmBy[];
  onAnswer: (confirmed: boolean) => void;
  onClosed: () => void;
}) {
  const { ways, onAnswer, onClosed } = props;
  const t = useTranslations("reauthentication");
  const errorText = useErrorText();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(true);
  const [by, setBy] = useState<ConfirmBy | null>(ways[0] ?? null);
  const [secret, setSecret] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  // No transition: what waits for this answer mostly is one, and React ends none of several before the last.
  const [pending, setPending] = useState(false);
  const other = ways.find((way) => way !== by);
  const answer = (confirmed: boolean) => {
    setOpen(false);
    onAnswer(confirmed);
  };
  const send = async (way: ConfirmBy) => {
    setPending(true);
    const result = await confirmAction({ by: way, secret }).catch(() => null);
    setPending(false);
    if (result?.ok) return answer(true);
    setProblem(errorText(result?.code ?? "internal", result?.details));
    setSecret("");
    field.current?.focus();
  };
  const change = (way: ConfirmBy) => {
    setBy(way);
    setSecret("");
    setProblem(null);
  };
  return (
    <Dialog
      open={open}
      onClose={() => answer(false)}
      onClosed={onClosed}
      title={t("title")}
      text={t(by === null ? "anew" : "text")}
      over
      initialFocus={field}
    >
      {by === null ? (
        <div className="flex justify-end gap-2">
          <Button onClick={() => answer(false)}>{t("cancel")}</Button>
          <Button variant="primary" onClick={() => void signOutAction()}>
            {t("signOut")}
          </Button>
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send(by);
          }}
          className="flex flex-col gap-4"
        >
          {problem !== null && <Banner tone="loss">{problem}</Banner>}
          {by === "code" ? (
            <CodeField
              key="code"
              id={`${id}code`}
              label={t("code")}
              hint={t("codeHint")}
              isRecovery
              isFirst
              field={field}
              value={secret}
              onChange={setSecret}
            />
          ) : (
            <Field key="password" id={`${id}password`} label={t("password")}>
              {(control) => (
                <input
                  {...control}
                  ref={field}
                  type="password"
                  autoComplete="current-password"
                  required
                  // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing to do in this window.
                  autoFocus
                  value={secret}
                  onChange={(event) => setSecret(event.target.value)}
                  className={CONTROL}
                />
              )}
            </Field>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            {other !== undefined && (
              <Button variant="quiet" className="mr-auto -ml-3" onClick={() => change(other)}>
                {t(other === "code" ? "useCode" : "usePassword")}
              </Button>
            )}
            <Button disabled={pending} onClick={() => answer(false)}>
              {t("cancel")}
            </Button>
            <Button type="submit" variant="primary" disabled={pending}>
              {t(pending ? "checking" : "confirm")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
