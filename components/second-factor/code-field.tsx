"use client";
import type { Ref } from "react";
import { CONTROL, Field } from "#components/ui/field.tsx";

/** Where a code is typed: six digits of an app, or a recovery code. */
export function CodeField(props: {
  id: string;
  label: string;
  hint?: string;
  name?: string;
  isRecovery?: boolean;
  isWrong?: boolean;
  /** Whether it is the one thing to do on its page. */
  isFirst?: boolean;
  field?: Ref<HTMLInputElement>;
  value?: string;
  onChange?: (value: string) => void;
}) {
  const { id, label, hint, name, isRecovery = false, isWrong, isFirst, field, value, onChange } = props;
  return (
    <Field id={id} label={label} {...(hint !== undefined && { hint })}>
      {(control) => (
        <input
          {...control}
          ref={field}
          {...(name !== undefined && { name })}
          {...(value !== undefined && { value })}
          {...(onChange && { onChange: (event) => onChange(event.target.value) })}
          // A recovery code has letters; telephones offer digits alone for the others.
          inputMode={isRecovery ? "text" : "numeric"}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          required
          maxLength={64}
          aria-invalid={isWrong || undefined}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- only where it is the one thing to do.
          autoFocus={isFirst}
          className={`${CONTROL} tracking-widest tnum`}
        />
      )}
    </Field>
  );
}
