"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { CONTROL } from "#components/ui/field.tsx";
import { MAX_VIEW_NAME } from "#lib/views/constants.ts";

/** A view's name while it is changed: Enter and leaving it save, Esc gives up. */
export function ViewName(props: {
  name: string;
  /** The name given, or null for the one there was; `back` where the focus has nowhere else to go. */
  onEnd: (name: string | null, back: boolean) => void;
}) {
  const { name, onEnd } = props;
  const t = useTranslations("views");
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(name);
  const ended = useRef(false);
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  }, [onEnd]);
  useEffect(() => {
    const field = input.current;
    field?.select();
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      // Esc is for the field alone: the dialog stays.
      event.stopPropagation();
      ended.current = true;
      latest.current(null, true);
    };
    field?.addEventListener("keydown", listen);
    return () => field?.removeEventListener("keydown", listen);
  }, []);
  const end = (back: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const given = typed.trim();
    onEnd(given === "" || given === name ? null : given, back);
  };
  return (
    <form
      className="min-w-0 flex-1 max-sm:basis-full"
      onSubmit={(event) => {
        event.preventDefault();
        end(true);
      }}
    >
      <input
        ref={input}
        aria-label={t("rename", { name })}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => end(false)}
        maxLength={MAX_VIEW_NAME}
        autoComplete="off"
        enterKeyHint="done"
        className={CONTROL}
      />
    </form>
  );
}
