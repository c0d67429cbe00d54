"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { confirmFirst } from "#components/reauthentication/confirm-first.ts";
import { type End, EndChoice, endOf } from "#components/tokens/end-choice.tsx";
import { type Choice, chosenBy, PermissionChoice } from "#components/tokens/permission-choice.tsx";
import type { MadeToken } from "#components/tokens/secret-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { makeTokenAction } from "#lib/tokens/actions.ts";
import { MAX_TOKEN_NAME } from "#lib/tokens/constants.ts";
import type { TokenItem } from "#lib/tokens/types.ts";

/** Asks what a new token is for; what is wrong is said, and nothing is lost of what was chosen. */
export function MakeToken(props: {
  tomorrow: string;
  onMade: (made: MadeToken, tokens: readonly TokenItem[]) => void;
  onClosed: () => void;
}) {
  const { tomorrow, onMade, onClosed } = props;
  const t = useTranslations("tokens");
  const errorText = useErrorText();
  const id = useId();
  const [open, setOpen] = useState(true);
  const [name, setName] = useState("");
  const [choice, setChoice] = useState<Choice>({ preset: "read", own: [] });
  const [end, setEnd] = useState<End>({ way: "90", day: tomorrow });
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const permissions = chosenBy(choice);
  const make = () =>
    start(async () => {
      setTried(true);
      setProblem(null);
      if (permissions.length === 0) return;
      const result = await confirmFirst(() => makeTokenAction({ name, permissions, ends: endOf(end) })).catch(
        () => null,
      );
      if (!result?.ok) {
        return setProblem(result === null ? t("unreachable") : errorText(result.code, result.details));
      }
      onMade({ name, permissions, secret: result.data.secret }, result.data.tokens);
      setOpen(false);
    });
  return (
    <Dialog open={open} onClose={() => setOpen(false)} onClosed={onClosed} title={t("makeTitle")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
        className="flex flex-col gap-4"
      >
        <Field id={`${id}name`} label={t("name")} hint={t("nameHint")}>
          {(control) => (
            <input
              {...control}
              value={name}
              onChange={({ target }) => setName(target.value)}
              required
              maxLength={MAX_TOKEN_NAME}
              autoComplete="off"
              className={CONTROL}
            />
          )}
        </Field>
        <PermissionChoice
          choice={choice}
          onChange={setChoice}
          problem={tried && permissions.length === 0 ? t("mayProblem") : null}
        />
        <EndChoice end={end} tomorrow={tomorrow} onChange={setEnd} />
        {problem !== null && (
          <p role="alert" className="text-small text-loss">
            {problem}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button disabled={pending} onClick={() => setOpen(false)}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="primary" disabled={pending}>
            {t(pending ? "making" : "make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
