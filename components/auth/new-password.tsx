"use client";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/constants.ts";

/** A field for a password of one's own choice, held to the length that the server asks for. */
export function NewPassword({ name, label, hint }: { name: string; label: string; hint: string }) {
  return (
    <Field id={name} label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          name={name}
          type="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_MIN}
          maxLength={PASSWORD_MAX}
          className={CONTROL}
        />
      )}
    </Field>
  );
}
