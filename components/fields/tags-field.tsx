"use client";
import { useTranslations } from "next-intl";
import { FieldFrame } from "#components/fields/field-frame.tsx";
import { TagInput } from "#components/fields/tag-input.tsx";
import type { FieldState } from "#components/fields/use-fields.ts";
import type { Describing } from "#lib/documents/types.ts";
import type { Tag } from "#lib/tags/types.ts";

/** The words on a document. Each is saved as it comes or goes, so two people are never in each other's way. */
export function TagsField(props: {
  id: string;
  value: readonly Tag[];
  state: FieldState;
  onSave: (change: Describing) => void;
}) {
  const { id, value, state, onSave } = props;
  const t = useTranslations("fields");
  return (
    <FieldFrame id={id} label={t("tags")} state={state} now="" onLeave={() => undefined}>
      <TagInput
        id={id}
        value={value.map(({ name }) => name)}
        onAdd={(addTags) => onSave({ addTags })}
        onRemove={(removeTags) => onSave({ removeTags })}
      />
    </FieldFrame>
  );
}
