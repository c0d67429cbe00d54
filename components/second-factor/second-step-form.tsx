"use client";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { CodeField } from "#components/second-factor/code-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { secondStepAction } from "#lib/second-factor/actions.ts";

/** The code of the second step. A plain form underneath: it works before and without the script. */
export function SecondStepForm({ next, isRecovery }: { next: string; isRecovery: boolean }) {
  const t = useTranslations("secondStep");
  const [result, action, pending] = useActionState(secondStepAction, null);
  const label = t(isRecovery ? "recoveryCode" : "code");
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormProblem result={result} fields={{ code: label }} />
      <input type="hidden" name="next" value={next} />
      <CodeField
        id="code"
        name="code"
        label={label}
        isRecovery={isRecovery}
        isFirst
        isWrong={result?.ok === false}
      />
      <Button type="submit" variant="primary" disabled={pending}>
        {t(pending ? "pending" : "submit")}
      </Button>
    </form>
  );
}
