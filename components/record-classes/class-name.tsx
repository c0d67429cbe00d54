"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { CONTROL } from "#components/ui/field.tsx";
import { MAX_CLASS_NAME } from "#lib/record-classes/constants.ts";

/** A record class's name while it is changed: Enter and leaving it save, Esc gives up. */
export function ClassName(props: {
  name: string;
  /** The name given, or null for the one there was; `back` where the focus has nowhere else to go. */
  onEnd: (name: string | null, back: boolean) => void;
}) {
  const { name, onEnd } = props;
  const t = useTranslations("recordClasses");
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(name);
  const ended = useRef(false);
  useEffect(() => input.current?.select(), []);
  const end = (given: string | null, back: boolean) => {
    // Leaving the page's focus behind comes once more as the field goes.
    if (ended.current) return;
    ended.current = true;
    const text = given?.trim() ?? "";
    onEnd(text === "" || text === name ? null : text, back);
  };
  return (
    <form
      className="min-w-0 flex-1 basis-40"
      onSubmit={(event) => {
        event.preventDefault();
        end(typed, true);
      }}
    >
      <input
        ref={input}
        aria-label={t("rename", { name })}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => end(typed, false)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) end(null, true);
        }}
        maxLength={MAX_CLASS_NAME}
        autoComplete="off"
        enterKeyHint="done"
        className={CONTROL}
      />
    </form>
  );
}
