"use client";
import { useTranslations } from "next-intl";
import { FieldFrame } from "#components/fields/field-frame.tsx";
import { useDraft } from "#components/fields/use-draft.ts";
import type { FieldState } from "#components/fields/use-fields.ts";
import { MAX_NOTES } from "#lib/documents/constants.ts";

/** What people write about a document, over several lines. Leaving it saves, and so does Ctrl or Cmd with Enter. */
export function NotesField(props: {
  id: string;
  value: string | null;
  state: FieldState;
  onSave: (notes: string | null) => void;
}) {
  const { id, value, state, onSave } = props;
  const t = useTranslations("fields");
  const draft = useDraft(value ?? "", state, (typed) => {
    onSave(typed.trim() || null);
    return true;
  });
  return (
    <FieldFrame id={id} label={t("notes")} state={state} now={value ?? t("none")} onLeave={draft.reset}>
      <textarea
        id={id}
        value={draft.value}
        onChange={(event) => draft.type(event.target.value)}
        onBlur={draft.commit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) draft.commit();
          draft.onKeyDown(event);
        }}
        maxLength={MAX_NOTES}
        rows={3}
        className="field-sizing-content max-h-60 min-h-16 w-full resize-y rounded-md border border-control bg-surface px-3 py-1.5 text-body text-ink pointer-coarse:text-[1rem]"
      />
    </FieldFrame>
  );
}
