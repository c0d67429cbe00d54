"use client";
import { useEffect, useRef } from "react";

/** A checkbox with a target large enough for a thumb; `some` marks a list that is selected in part. */
export function RowCheckbox(props: {
  label: string;
  checked: boolean;
  some?: boolean;
  /** `shift`: with the Shift key, which selects a range. */
  onChange: (on: boolean, shift: boolean) => void;
}) {
  const { label, checked, some = false, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = some;
  }, [some]);
  return (
    <label className="relative z-1 flex size-9 items-center justify-center in-data-[density=compact]:size-8 pointer-coarse:size-11!">
      <input
        ref={input}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)}
      />
    </label>
  );
}
