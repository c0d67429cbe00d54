"use client";
import { useActionState } from "react";
import { FormProblem } from "#components/auth/form-problem.tsx";
import { Button } from "#components/ui/button.tsx";
import { startProviderAction } from "#lib/oidc/actions.ts";

/** Goes to the provider to sign in there. A plain form underneath: it works before and without the script. */
export function ProviderButton(props: {
  label: string;
  next: string;
  /** Whether another account may be wanted than the last. */
  again: boolean;
  /** Whether there is no other way in. */
  isOnly: boolean;
}) {
  const { label, next, again, isOnly } = props;
  const [result, action, pending] = useActionState(startProviderAction, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormProblem result={result} fields={{}} />
      <input type="hidden" name="next" value={next} />
      {again && <input type="hidden" name="again" value="yes" />}
      <Button type="submit" variant={isOnly ? "primary" : "secondary"} disabled={pending}>
        {label}
      </Button>
    </form>
  );
}
