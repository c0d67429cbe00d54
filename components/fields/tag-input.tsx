"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useRef, useState } from "react";
import { useSuggestions } from "#components/fields/use-suggestions.ts";
import { fold } from "#components/list/matches.ts";
import { FLOAT, LAYER } from "#components/ui/float.ts";
import { MAX_TAG_NAME } from "#lib/tags/constants.ts";
import { tagName } from "#lib/tags/name.ts";

type Props = {
  id: string;
  value: readonly string[];
  /** Whether words that are no tags yet are taken. */
  creates?: boolean;
  onAdd: (names: readonly string[]) => void;
  onRemove: (names: readonly string[]) => void;
};

const isIn = (names: readonly string[], name: string) => names.some((one) => fold(one) === fold(name));

/**
 * Tags as chips, with a field for more: what is typed suggests those there are. Enter, Tab and a comma take what is
 * typed, or what is chosen with the arrows; Backspace in the empty field takes the last one away.
 */
export function TagInput({ id, value, creates = true, onAdd, onRemove }: Props) {
  const t = useTranslations("fields");
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const highlighted = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  const suggested = useSuggestions(typed, open).filter((name) => !isIn(value, name));
  const wanted = tagName(typed);
  const isNew = creates && wanted !== null && !isIn(value, wanted) && !isIn(suggested, wanted);
  const items = isNew ? [...suggested, wanted] : suggested;

  const take = (texts: readonly string[]) => {
    const names = texts.map(tagName).filter((name) => name !== null && !isIn(value, name)) as string[];
    const allowed = creates ? names : names.filter((name) => isIn(suggested, name));
    if (allowed.length > 0) onAdd(allowed);
    setTyped("");
  };
  const onKeyDown: NonNullable<ComponentProps<typeof Combobox.Input>["onKeyDown"]> = (event) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      // The primitive would take all tags away; here Esc gives up what is typed, and no list or preview hears of that.
      event.preventBaseUIHandler();
      if (typed !== "" || (open && items.length > 0)) event.preventDefault();
      setTyped("");
      setOpen(false);
      return;
    }
    if (typed.trim() === "" || (event.key !== "Enter" && event.key !== "Tab") || highlighted.current) return;
    if (event.key === "Enter") event.preventDefault();
    take([typed]);
  };

  return (
    <Combobox.Root
      multiple
      items={items}
      filter={null}
      value={[...value]}
      onValueChange={(next) => {
        const added = next.filter((name) => !value.includes(name));
        const gone = value.filter((name) => !next.includes(name));
        if (added.length > 0) onAdd(added);
        if (gone.length > 0) onRemove(gone);
      }}
      inputValue={typed}
      onInputValueChange={(text) => {
        if (!text.includes(",")) return setTyped(text);
        const parts = text.split(",");
        take(parts.slice(0, -1));
        setTyped(parts.at(-1)?.trimStart() ?? "");
      }}
      open={open}
      onOpenChange={setOpen}
      onItemHighlighted={(item) => {
        highlighted.current = item !== undefined;
      }}
    >
      <Combobox.Chips
        ref={box}
        className="flex min-h-9 w-full flex-wrap items-center gap-1 rounded-md border border-control bg-surface p-1 text-body has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-accent pointer-coarse:min-h-11"
      >
        {value.map((name) => (
          <Combobox.Chip
            key={name}
            aria-label={name}
            className="flex h-7 max-w-full min-w-0 items-center rounded-sm bg-sunken pl-2 text-small pointer-coarse:h-11"
          >
            <span className="truncate">{name}</span>
            <Combobox.ChipRemove
              aria-label={t("removeTag", { name })}
              className="flex size-7 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:text-ink pointer-coarse:size-11"
            >
              <X aria-hidden className="size-3.5" />
            </Combobox.ChipRemove>
          </Combobox.Chip>
        ))}
        <Combobox.Input
          id={id}
          maxLength={MAX_TAG_NAME}
          onKeyDown={onKeyDown}
          placeholder={value.length === 0 ? t("addTag") : ""}
          className="h-7 min-w-16 flex-1 bg-transparent px-2 text-body outline-none pointer-coarse:h-11 pointer-coarse:text-[1rem]"
        />
      </Combobox.Chips>
      <Combobox.Portal>
        <Combobox.Positioner anchor={box} align="start" sideOffset={4} collisionPadding={8} className={LAYER}>
          <Combobox.Popup
            className={`${FLOAT} max-h-[min(16rem,var(--available-height))] w-(--anchor-width) overflow-y-auto p-1 data-empty:hidden`}
          >
            <Combobox.List>
              {(name: string) => (
                <Combobox.Item
                  key={name}
                  value={name}
                  className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 text-body [overflow-wrap:anywhere] data-highlighted:bg-sunken pointer-coarse:min-h-11"
                >
                  {isNew && name === wanted ? (
                    <>
                      <Plus aria-hidden className="size-4 shrink-0 text-ink-3" />
                      {t("createTag", { name })}
                    </>
                  ) : (
                    name
                  )}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
