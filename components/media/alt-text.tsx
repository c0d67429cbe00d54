"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState, useTransition } from "react";
import { useErrorText } from "#components/errors/use-error-text.ts";
import { tellAltText, useAltText } from "#components/media/use-alt-text.ts";
import { Button } from "#components/ui/button.tsx";
import { renameDocumentAction } from "#lib/documents/actions.ts";
import type { DocumentItem } from "#lib/documents/types.ts";

/** Characters, at most (lib/documents/rename.mutations.ts). */
const MOST = 500;

/** What a media file shows, for those who cannot see it: said and changed in its place. */
export function AltText({ item }: { item: DocumentItem }) {
  const t = useTranslations("altText");
  const text = useAltText(item);
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  if (editing) return <Editor item={item} text={text ?? ""} onEnd={() => setEditing(false)} />;
  return (
    <>
      {text === null ? <span className="text-ink-3">{t("none")}</span> : text}
      {item.canEdit && (
        <button
          ref={button}
          type="button"
          onClick={() => setEditing(true)}
          className="ml-2 inline-flex items-center rounded-sm text-accent underline underline-offset-2 pointer-coarse:min-h-11"
        >
          {text === null ? t("add") : t("change")}
        </button>
      )}
    </>
  );
}

function Editor({ item, text, onEnd }: { item: DocumentItem; text: string; onEnd: () => void }) {
  const t = useTranslations("altText");
  const errorText = useErrorText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, start] = useTransition();
  useEffect(() => field.current?.focus(), []);
  const save = () =>
    start(async () => {
      const wanted = field.current?.value.trim() || null;
      const request = { id: item.id, wanted: { altText: wanted }, seen: { altText: text || null } };
      const result = await renameDocumentAction(request).catch(() => null);
      if (result?.ok) {
        tellAltText(item, result.data.altText);
        onEnd();
      } else if (result?.code === "conflict") setProblem(t("conflict"));
      else setProblem(result === null ? t("unreachable") : errorText(result.code, result.details));
    });
  const press = (event: KeyboardEvent) => {
    // The keys of the preview are not meant here.
    event.stopPropagation();
    if (event.key === "Escape") onEnd();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    <div className="flex flex-col gap-2">
      <textarea
        ref={field}
        aria-label={t("label")}
        aria-describedby="alt-text-hint"
        aria-invalid={problem !== null}
        defaultValue={text}
        maxLength={MOST}
        rows={3}
        onKeyDown={press}
        className="w-full rounded-md border border-control bg-surface px-2 py-1 text-ink aria-invalid:border-loss pointer-coarse:text-[1rem]"
      />
      <p id="alt-text-hint" className="text-caption text-ink-3">
        {t("hint")}
      </p>
      {problem !== null && (
        <p role="alert" className="text-loss">
          {problem}
        </p>
      )}
      <div className="flex gap-2">
        <Button variant="primary" disabled={saving} onClick={save}>
          {saving ? t("saving") : t("save")}
        </Button>
        <Button disabled={saving} onClick={onEnd}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  );
}
