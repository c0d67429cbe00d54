"use client";
import { Combobox } from "@base-ui/react/combobox";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import type { Named } from "#components/messages/recipient-options.ts";
import { useRecipients } from "#components/messages/use-recipients.ts";
import { FLOAT, LAYER } from "#components/ui/float.ts";

const same = (a: Named, b: Named) => a.word === b.word;

/** To whom: everybody, roles and members, each a chip; typing finds them, Backspace takes the last one off. */
export function RecipientField(props: { value: Named[]; onChange: (value: Named[]) => void }) {
  const { value, onChange } = props;
  const t = useTranslations("messages");
  const roles = useTranslations("roles");
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const { options, failed } = useRecipients(typed, value);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {t("to")}
      </label>
      <Combobox.Root
        multiple
        items={options}
        filter={null}
        value={value}
        onValueChange={(next) => {
          onChange(next);
          setTyped("");
        }}
        inputValue={typed}
        onInputValueChange={setTyped}
        isItemEqualToValue={same}
        itemToStringLabel={({ label }: Named) => label}
        autoHighlight
      >
        <Combobox.Chips
          ref={box}
          className="flex min-h-9 flex-wrap items-center gap-1 rounded-md border border-control bg-surface p-1 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent pointer-coarse:min-h-11"
        >
          {value.map((named) => (
            <Combobox.Chip
              key={named.word}
              className="flex min-h-7 max-w-full items-center rounded-sm bg-accent-soft pl-2 text-accent outline-none focus-visible:outline-2 focus-visible:outline-accent pointer-coarse:min-h-9"
            >
              <span className="truncate">{named.label}</span>
              <Combobox.ChipRemove
                aria-label={t("takeOff", { name: named.label })}
                title={t("takeOff", { name: named.label })}
                className="flex size-7 shrink-0 items-center justify-center rounded-sm hover:bg-sunken pointer-coarse:size-9"
              >
                <X aria-hidden className="size-3.5" />
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <Combobox.Input
            id={id}
            placeholder={value.length === 0 ? t("toPlaceholder") : ""}
            autoComplete="off"
            spellCheck={false}
            className="h-7 min-w-32 flex-1 bg-transparent px-2 outline-none pointer-coarse:h-9 pointer-coarse:text-[1rem]"
          />
        </Combobox.Chips>
        <Combobox.Portal>
          <Combobox.Positioner anchor={box} sideOffset={4} collisionPadding={8} className={LAYER}>
            <Combobox.Popup
              className={`${FLOAT} flex max-h-[min(20rem,var(--available-height))] w-(--anchor-width) max-w-(--available-width) flex-col overflow-y-auto p-1`}
            >
              <Combobox.Empty className="px-3 py-2 text-ink-2 empty:hidden">
                {failed ? t("peopleFailed") : t("nobodyFound")}
              </Combobox.Empty>
              <Combobox.List>
                {(named: Named) => (
                  <Combobox.Item
                    key={named.word}
                    value={named}
                    className="flex min-h-9 cursor-default items-center gap-3 rounded-sm px-3 data-highlighted:bg-sunken pointer-coarse:min-h-11"
                  >
                    <span className="min-w-0 flex-1 truncate">{named.label}</span>
                    {named.role && (
                      <span className="shrink-0 text-small text-ink-3">{roles(named.role)}</span>
                    )}
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </div>
  );
}
