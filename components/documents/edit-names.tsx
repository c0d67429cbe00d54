"use client";
import { useTranslations } from "next-intl";
import { type FocusEvent, type FormEvent, useEffect, useId, useRef, useState } from "react";
import { type Names, useRename } from "#components/documents/use-rename.ts";
import { useErrorText } from "#components/errors/use-error-text.ts";
import type { Change } from "#components/list/use-rows.ts";
import { fittingEnding, meantName, nameProblem } from "#lib/documents/names.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

type Props = {
  item: DocumentItem;
  /** What is searched for. */
  q: string;
  change: Change;
  /** Takes the focus from rows that leave the list to a neighbour. */
  moveOn: (gone: ReadonlySet<string>) => void;
  /** `back`: whether the focus should return to where the editor was opened. */
  onEnd: (id: string, back: boolean) => void;
};

const FIELD =
  "h-8 w-full min-w-0 rounded-md border border-control bg-surface px-2 text-body text-ink aria-invalid:border-loss pointer-coarse:h-11 pointer-coarse:text-[1rem]";

/** A file's name and title as fields in the place of its name. Enter and leaving them save, Esc gives up. */
export function EditNames({ item, q, change, moveOn, onEnd }: Props) {
  const t = useTranslations("rename");
  const errorText = useErrorText();
  const rename = useRename(change, q, moveOn);
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(item.filename);
  const [title, setTitle] = useState(item.title ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();
  // Fields that go while they have the focus may still tell that they lose it.
  const ended = useRef(false);

  // Only as it opens: what is typed must not be selected again.
  const { filename, contentType } = item;
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    input.current?.focus();
    // The ending stays unless it is meant: typing replaces the rest.
    input.current?.setSelectionRange(0, filename.length - fittingEnding(filename, contentType).length);
  }, [filename, contentType]);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // Keys that are typed here are for nothing else: not for a list, nor for a panel that Esc closes.
      event.stopPropagation();
      if (event.key !== "Escape" || event.isComposing) return;
      ended.current = true;
      onEnd(item.id, true);
    };
    const node = form.current;
    node?.addEventListener("keydown", listen);
    return () => node?.removeEventListener("keydown", listen);
  }, [item.id, onEnd]);

  const end = (back: boolean) => {
    ended.current = true;
    onEnd(item.id, back);
  };
  const save = (back: boolean) => {
    if (ended.current) return;
    const wanted: Names = { filename: meantName(name, item), title: title.trim() || null };
    // A name that was emptied and left has been given up; one that was emptied and entered is told.
    if (wanted.filename === "" && !back) wanted.filename = filename;
    const wrong = wanted.filename === filename ? null : nameProblem(wanted.filename, contentType);
    if (wrong !== null) {
      setProblem(errorText(wrong.code, wrong.details));
      if (back) input.current?.focus();
      return;
    }
    end(back);
    if (wanted.filename !== filename || wanted.title !== item.title) void rename(item, wanted);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save(true);
  };
  const onBlur = (event: FocusEvent) => {
    // From one field to the other, or to another window and back.
    if (form.current?.contains(event.relatedTarget) || !document.hasFocus()) return;
    save(false);
  };

  return (
    <form
      ref={form}
      aria-label={t("label", { name: filename })}
      onSubmit={onSubmit}
      className="relative z-1 flex flex-1 flex-col gap-1 md:not-in-data-[view=grid]:flex-row"
    >
      <input
        ref={input}
        aria-label={t("name")}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : problemId}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
        onBlur={onBlur}
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="done"
        className={`${FIELD} font-medium md:not-in-data-[view=grid]:flex-2`}
      />
      <input
        aria-label={t("title")}
        placeholder={t("title")}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onBlur={onBlur}
        maxLength={255}
        autoComplete="off"
        enterKeyHint="done"
        className={`${FIELD} md:not-in-data-[view=grid]:flex-1`}
      />
      {/* Enter in one of two fields sends a form only where it has a button to send it with. */}
      <button type="submit" tabIndex={-1} className="sr-only">
        {t("save")}
      </button>
      {problem !== null && (
        <p
          id={problemId}
          role="alert"
          className="absolute top-full left-0 z-2 mt-1 max-w-md rounded-md border border-line bg-surface px-3 py-2 text-small text-loss shadow-float"
        >
          {problem}
        </p>
      )}
    </form>
  );
}
