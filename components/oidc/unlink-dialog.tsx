"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { sayDone } from "#components/ui/toasts.ts";
import { unlinkOwnAction } from "#lib/oidc/actions.ts";
import type { LinkedAccount } from "#lib/oidc/types.ts";

/** Asks for the password before an account at the provider is unlinked. */
export function UnlinkDialog(props: {
  provider: string;
  link: LinkedAccount;
  onUnlinked: () => void;
  onClosed: () => void;
}) {
  const { provider, link, onUnlinked, onClosed } = props;
  const t = useTranslations("provider");
  const errorText = useErrorText();
  const id = useId();
  const [open, setOpen] = useState(true);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const unlink = () =>
    start(async () => {
      setProblem(null);
      const result = await unlinkOwnAction({ id: link.id, password }).catch(() => null);
      if (!result?.ok) {
        return setProblem(result === null ? t("unreachable") : errorText(result.code, result.details));
      }
      sayDone(t("unlinked"));
      onUnlinked();
      setOpen(false);
    });
  return (
    <Dialog
      open={open}
      onClose={() => setOpen(false)}
      onClosed={onClosed}
      title={t("unlinkTitle", { provider })}
      text={t("unlinkText", { provider })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          unlink();
        }}
        className="flex flex-col gap-4"
      >
        <Field id={`${id}password`} label={t("unlinkPassword")}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={({ target }) => setPassword(target.value)}
              aria-invalid={problem !== null || undefined}
              className={CONTROL}
            />
          )}
        </Field>
        {problem !== null && (
          <p role="alert" className="-mt-2 text-small text-loss">
            {problem}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="loss" disabled={pending}>
            {t("unlink")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
