"use client";
import type { ReactNode } from "react";
import type { SizeText } from "#components/file-rules/size-text.ts";
import { CONTROL, Field } from "#components/ui/field.tsx";
import { SIZE_UNITS, type SizeUnit } from "#lib/quota/size.ts";

/** A size with its unit. */
export function SizeField(props: {
  id: string;
  label: string;
  unitLabel: string;
  hint: string;
  /** Why it cannot be what was typed. */
  problem: string | null;
  value: SizeText;
  onChange: (value: SizeText) => void;
  children?: ReactNode;
}) {
  const { id, label, unitLabel, hint, problem, value, onChange, children } = props;
  return (
    <Field id={id} label={label} hint={hint}>
      {(control) => (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              required
              value={value.amount}
              onChange={(event) => onChange({ ...value, amount: event.target.value })}
              aria-invalid={problem !== null}
              {...(problem !== null && { "aria-describedby": `${id}-problem` })}
              className={`${CONTROL} max-w-28 tnum`}
            />
            <select
              aria-label={unitLabel}
              value={value.unit}
              onChange={(event) => onChange({ ...value, unit: event.target.value as SizeUnit })}
              className={`${CONTROL} max-w-20`}
            >
              {Object.keys(SIZE_UNITS).map((unit) => (
                <option key={unit}>{unit}</option>
              ))}
            </select>
            {children}
          </div>
          {problem !== null && (
            <p id={`${id}-problem`} role="alert" className="text-small text-loss">
              {problem}
            </p>
          )}
        </>
      )}
    </Field>
  );
}
