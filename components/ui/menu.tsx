"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check, type LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { FLOAT, LAYER } from "#components/ui/float.ts";

const ITEM =
  "flex min-h-9 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-left outline-none select-none data-disabled:opacity-50 data-highlighted:bg-sunken pointer-coarse:min-h-11";

type Align = "start" | "center" | "end";

/** A button that opens a list of actions. Arrows and letters move in it, Esc gives the focus back to the button. */
export function Menu(props: {
  trigger: ReactElement;
  align?: Align;
  side?: "top" | "bottom";
  children: ReactNode;
}) {
  const { trigger, align = "end", side = "bottom", children } = props;
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} collisionPadding={8} className={LAYER}>
          <Base.Popup className={`${FLOAT} max-h-(--available-height) min-w-44 overflow-y-auto p-1`}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** One action of a menu; `loss` for those that take something away. */
export function MenuItem(props: {
  icon?: LucideIcon;
  tone?: "plain" | "loss";
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  const { icon: Icon, tone = "plain", disabled = false, onClick, children } = props;
  return (
    <Base.Item
      disabled={disabled}
      onClick={onClick}
      className={`${ITEM} ${tone === "loss" ? "text-loss" : ""}`}
    >
      {Icon !== undefined && <Icon aria-hidden strokeWidth={1.75} className="size-4 shrink-0" />}
      {children}
    </Base.Item>
  );
}

/** A choice of one within a menu: what is chosen has a tick. */
export function MenuChoice<Value extends string>(props: {
  label: string;
  value: Value;
  onChoose: (value: Value) => void;
  options: readonly { value: Value; label: string; lang?: string }[];
}) {
  const { label, value, onChoose, options } = props;
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-caption font-medium text-ink-3">
        {label}
      </Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChoose}>
        {options.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            lang={option.lang}
            closeOnClick
            className={ITEM}
          >
            <span className="flex size-4 shrink-0">
              <Base.RadioItemIndicator>
                <Check aria-hidden className="size-4 text-accent" />
              </Base.RadioItemIndicator>
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

/** A line between groups of actions. */
export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
